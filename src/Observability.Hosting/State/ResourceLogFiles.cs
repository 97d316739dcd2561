using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;

namespace Observability.Hosting.State;

/// <summary>
/// Writes the console log of every server to a file below the state folder, as long as a server of the graph reads them.
/// The readers' own logs are left out: a shipper that ships what it says of shipping never comes to rest.
/// </summary>
internal sealed class ResourceLogFiles(
    StateFolder state,
    ResourceLoggerService loggers,
    IHostApplicationLifetime lifetime,
    ILogger<ResourceLogFiles> logger) : IDistributedApplicationEventingSubscriber
{
    /// <inheritdoc />
    public Task SubscribeAsync(
        IDistributedApplicationEventing eventing,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((started, _) =>
        {
            Begin([.. started.Model.Resources]);
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    private void Begin(IReadOnlyList<IResource> resources)
    {
        if (!resources.Any(resource => IsReader(resource) && resource.CanRun()))
        {
            return;
        }

        foreach (var resource in resources.Where(resource => resource is not ParameterResource && !IsReader(resource) && resource.CanRun()))
        {
            _ = FollowAsync(resource, lifetime.ApplicationStopping);
        }
    }

    private static bool IsReader(IResource resource) => resource.HasAnnotationOfType<StackLogsAnnotation>();

    private async Task FollowAsync(IResource resource, CancellationToken stopping)
    {
        try
        {
            // Lines look so: 2026-11-25T03:04:05.6789012Z level=info msg="…"
            Directory.CreateDirectory(state.Logs);
            await using var file = new StreamWriter(Path.Combine(state.Logs, resource.Name + ".log"), append: true);
            await foreach (var batch in loggers.WatchAsync(resource).WithCancellation(stopping).ConfigureAwait(false))
            {
                foreach (var line in batch)
                {
                    await file.WriteLineAsync(line.Content).ConfigureAwait(false);
                }

                await file.FlushAsync(stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The stack stops.
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.LogWarning("The log of '{Resource}' is not written to {Folder} any more: {Reason}", resource.Name, state.Logs, error.Message);
        }
    }
}
