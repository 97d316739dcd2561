using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.ApplicationModel;

/// <summary>Calls the callbacks that add command-line arguments.</summary>
internal sealed class ArgumentsGatherer : IExecutionConfigurationGatherer
{
    public async ValueTask GatherAsync(
        IExecutionConfigurationGathererContext context,
        IResource resource,
        ILogger resourceLogger,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken = default)
    {
        if (!resource.TryGetAnnotationsOfType<CommandLineArgsCallbackAnnotation>(out var annotations))
        {
            return;
        }

        var callbackContext = new CommandLineArgsCallbackContext(context.Arguments, resource, cancellationToken)
        {
            ExecutionContext = executionContext,
            Logger = resourceLogger,
        };
        foreach (var annotation in annotations)
        {
            await annotation.Callback(callbackContext).ConfigureAwait(false);
        }
    }
}
