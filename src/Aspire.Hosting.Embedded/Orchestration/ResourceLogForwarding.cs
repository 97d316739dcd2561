using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Notifications;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>Repeats the resources' logs in the AppHost's own, in the category <c>AppHost.Resources.name</c>.</summary>
internal sealed class ResourceLogForwarding(
    DistributedApplicationModel model, ResourceLoggerService logs, ILoggerFactory loggers, IHostEnvironment environment) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _forwarding = Task.CompletedTask;

    /// <summary>Begins to repeat; returns at once.</summary>
    public void Start() => _forwarding = Task.WhenAll(model.Resources
        .SelectMany(resource => InstanceNamesAnnotation.NamesOf(resource), (resource, resourceId) => ForwardAsync(resource.Name, resourceId)));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _forwarding.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task ForwardAsync(string name, string resourceId)
    {
        var logger = loggers.CreateLogger($"{environment.ApplicationName}.Resources.{name}");
        try
        {
            await foreach (var lines in logs.WatchAsync(resourceId).WithCancellation(_stop.Token).ConfigureAwait(false))
            {
                foreach (var line in lines)
                {
                    logger.Log(line.IsErrorMessage ? LogLevel.Error : LogLevel.Information, "{LineNumber}: {Content}", line.LineNumber, line.Content);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
    }
}
