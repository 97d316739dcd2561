using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Orchestration;

namespace Aspire.Hosting.Embedded.ApplicationModel;

/// <summary>What a resource is started with, resolved for the network it runs in.</summary>
internal sealed class ExecutionConfiguration : IExecutionConfigurationResult
{
    private readonly List<(object Unprocessed, string Processed, bool IsSensitive)> _arguments = [];
    private readonly List<KeyValuePair<string, (object Unprocessed, string Processed)>> _variables = [];
    private readonly ExecutionConfigurationGathererContext _gathered;

    private ExecutionConfiguration(ExecutionConfigurationGathererContext gathered)
    {
        _gathered = gathered;
    }

    public IEnumerable<(string Value, bool IsSensitive)> Arguments =>
        _arguments.Select(static argument => (argument.Processed, argument.IsSensitive));

    public IEnumerable<(object Unprocessed, string Processed, bool IsSensitive)> ArgumentsWithUnprocessed => _arguments;

    public IEnumerable<KeyValuePair<string, string>> EnvironmentVariables =>
        _variables.Select(static variable => KeyValuePair.Create(variable.Key, variable.Value.Processed));

    public IEnumerable<KeyValuePair<string, (object Unprocessed, string Processed)>> EnvironmentVariablesWithUnprocessed => _variables;

    public IEnumerable<object> References => ValueReferences.Of(_gathered.Arguments.Concat(_gathered.EnvironmentVariables.Values));

    public IEnumerable<IExecutionConfigurationData> AdditionalConfigurationData => _gathered.AdditionalData;

    public Exception? Exception { get; private set; }

    public static async Task<ExecutionConfiguration> ResolveAsync(
        ExecutionConfigurationGathererContext gathered,
        IResource resource,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        var context = new ValueProviderContext { ExecutionContext = executionContext, Caller = resource, Network = CallerNetwork.Of(resource) };
        var configuration = new ExecutionConfiguration(gathered);
        var problems = new List<Exception>();
        foreach (var argument in gathered.Arguments)
        {
            if (await TryResolveAsync(argument, context, problems, cancellationToken).ConfigureAwait(false) is { } value)
            {
                configuration._arguments.Add((argument, value, ValueReferences.HasSecret(argument)));
            }
        }

        foreach (var (name, unprocessed) in gathered.EnvironmentVariables)
        {
            if (await TryResolveAsync(unprocessed, context, problems, cancellationToken).ConfigureAwait(false) is { } value)
            {
                configuration._variables.Add(KeyValuePair.Create(name, (unprocessed, value)));
            }
        }

        configuration.Exception = problems.Count switch
        {
            0 => null,
            1 => problems[0],
            _ => new AggregateException($"Resource '{resource.Name}' cannot be configured.", problems),
        };
        return configuration;
    }

    // All problems are collected: whoever configures a resource wants to know of all that is missing at once.
    private static async ValueTask<string?> TryResolveAsync(
        object? value, ValueProviderContext context, List<Exception> problems, CancellationToken cancellationToken)
    {
        try
        {
            return await ValueResolver.ResolveAsync(value, context, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            problems.Add(exception);
            return null;
        }
    }
}
