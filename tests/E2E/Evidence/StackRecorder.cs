using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Observability.E2E.Evidence;

/// <summary>Follows a stack that runs in this process.</summary>
internal sealed class StackRecorder : IEvidenceSource, IAsyncDisposable
{
    private readonly DistributedApplication _application;
    private readonly ResourceHistory _history = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _following;

    private StackRecorder(DistributedApplication application)
    {
        _application = application;
        _following = FollowAsync();
    }

    /// <summary>Begins.</summary>
    public static StackRecorder Follow(DistributedApplication application)
    {
        var recorder = new StackRecorder(application);
        EvidenceSources.Add(recorder);
        return recorder;
    }

    /// <inheritdoc />
    public async Task WriteAsync(string folder, CancellationToken cancellationToken)
    {
        await _history.WriteAsync(folder, cancellationToken);
        var logs = _application.Services.GetRequiredService<ResourceLoggerService>();
        var names = _application.Services.GetRequiredService<DistributedApplicationModel>().Resources.Where(resource => resource is not ParameterResource);
        Directory.CreateDirectory(Path.Combine(folder, "logs"));
        foreach (var resource in names)
        {
            var lines = new List<string>();
            await foreach (var batch in logs.GetAllAsync(resource).WithCancellation(cancellationToken))
            {
                lines.AddRange(batch.Select(line => line.Content));
            }

            await File.WriteAllLinesAsync(Path.Combine(folder, "logs", $"{resource.Name}.log"), lines, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        EvidenceSources.Remove(this);
        await _stop.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        await foreach (var change in _application.ResourceNotifications.WatchAsync(_stop.Token))
        {
            _history.Note(
                change.Resource.Name,
                change.Snapshot.State?.Text,
                change.Snapshot.HealthStatus?.ToString(),
                change.Snapshot.HealthReports.Select(report => (report.Name, report.Status?.ToString(), report.Description)));
        }
    }
}
