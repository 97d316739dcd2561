namespace Aspire.Hosting.ApplicationModel;

/// <summary>What gatherers fill.</summary>
public interface IExecutionConfigurationGathererContext
{
    /// <summary>The arguments: strings and values.</summary>
    List<object> Arguments { get; }

    /// <summary>The environment variables: strings and values.</summary>
    Dictionary<string, object> EnvironmentVariables { get; }

    /// <summary>Leaves facts beside them.</summary>
    /// <param name="metadata">The facts.</param>
    void AddAdditionalData(IExecutionConfigurationData metadata);
}
