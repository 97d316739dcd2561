using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp.Model;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>What a resource is started with: its callbacks have run and their values are resolved.</summary>
/// <param name="Arguments">The arguments.</param>
/// <param name="ArgumentsAreSensitive">Which of them have a secret in them.</param>
/// <param name="Environment">The variables that the model sets.</param>
/// <param name="References">The resources and values that occur in them.</param>
internal sealed record StartConfiguration(
    IReadOnlyList<string> Arguments,
    IReadOnlyList<bool> ArgumentsAreSensitive,
    IReadOnlyDictionary<string, string> Environment,
    IEnumerable<object> References)
{
    private const string ResourceAttributes = "OTEL_RESOURCE_ATTRIBUTES";

    // For .NET's servers and hosts; the AppHost's own values do not reach them.
    private static readonly string[] s_environmentNames = ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    /// <summary>Runs the callbacks and resolves what they leave.</summary>
    /// <exception cref="DistributedApplicationException">Something cannot be resolved; the message has all of it.</exception>
    public static async Task<StartConfiguration> ResolveAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext, ILogger log, CancellationToken cancellationToken)
    {
        var result = await ExecutionConfigurationBuilder.Create(resource)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(executionContext, log, cancellationToken).ConfigureAwait(false);
        if (result.Exception is { } exception)
        {
            var problems = exception is AggregateException many ? many.InnerExceptions.Select(static inner => inner.Message) : [exception.Message];
            throw new DistributedApplicationException(string.Join(System.Environment.NewLine, problems), exception);
        }

        Dictionary<string, string> environment = new(result.EnvironmentVariables, StringComparer.Ordinal);
        if (RunnableKinds.Of(resource) is RunnableKind.Project)
        {
            foreach (var name in s_environmentNames)
            {
                environment.TryAdd(name, "Development");
            }
        }

        return new StartConfiguration(
            [.. result.Arguments.Select(static argument => argument.Value)],
            [.. result.Arguments.Select(static argument => argument.IsSensitive)],
            environment,
            result.References);
    }

    /// <summary>The arguments for DCP, with braces of the user's own protected.</summary>
    public IReadOnlyList<string> DcpArguments(IEnumerable<string> leading) => [.. leading.Concat(Arguments).Select(DcpTemplate.Escape)];

    /// <summary>The variables for DCP.</summary>
    /// <param name="firstInstanceId">Instance id that the variables were made with.</param>
    /// <param name="instanceId">Instance id of the replica that gets them.</param>
    public IReadOnlyList<DcpNameValue> DcpEnvironment(string firstInstanceId, string instanceId) =>
        [.. Environment.Select(variable => new DcpNameValue(
            variable.Key,
            DcpTemplate.Escape(variable.Key == ResourceAttributes && instanceId != firstInstanceId
                ? variable.Value.Replace(firstInstanceId, instanceId, StringComparison.Ordinal)
                : variable.Value)))];
}
