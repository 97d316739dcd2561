namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource is started with.</summary>
public interface IExecutionConfigurationResult
{
    /// <summary>The arguments, and whether they have secrets in them.</summary>
    IEnumerable<(string Value, bool IsSensitive)> Arguments { get; }

    /// <summary>The arguments with what they were made of.</summary>
    IEnumerable<(object Unprocessed, string Processed, bool IsSensitive)> ArgumentsWithUnprocessed { get; }

    /// <summary>The environment variables.</summary>
    IEnumerable<KeyValuePair<string, string>> EnvironmentVariables { get; }

    /// <summary>The environment variables with what they were made of.</summary>
    IEnumerable<KeyValuePair<string, (object Unprocessed, string Processed)>> EnvironmentVariablesWithUnprocessed { get; }

    /// <summary>The resources and values that occur in arguments and variables.</summary>
    IEnumerable<object> References { get; }

    /// <summary>Facts that gatherers left beside them.</summary>
    IEnumerable<IExecutionConfigurationData> AdditionalConfigurationData { get; }

    /// <summary>What went wrong, with all of it at once; null where nothing did.</summary>
    Exception? Exception { get; }
}
