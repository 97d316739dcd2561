using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.ApplicationModel;

/// <summary>Calls the callbacks that set environment variables.</summary>
internal sealed class EnvironmentVariablesGatherer : IExecutionConfigurationGatherer
{
    public async ValueTask GatherAsync(
        IExecutionConfigurationGathererContext context,
        IResource resource,
        ILogger resourceLogger,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken = default)
    {
        if (!resource.TryGetEnvironmentVariables(out var annotations))
        {
            return;
        }

        var callbackContext = new EnvironmentCallbackContext(executionContext, resource, context.EnvironmentVariables, cancellationToken)
        {
            Logger = resourceLogger,
        };
        foreach (var annotation in annotations)
        {
            await annotation.Callback(callbackContext).ConfigureAwait(false);
        }
    }
}
