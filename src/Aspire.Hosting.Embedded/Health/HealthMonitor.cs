using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Notifications;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Health;

/// <summary>Looks at the health of one resource for as long as it runs, and tells when it is healthy for the first time.</summary>
internal sealed class HealthMonitor(
    IResource resource,
    HealthCheckRunner checks,
    ResourceNotificationService notifications,
    TimeProvider time,
    ILogger logger,
    Func<IResource, Task> becameHealthy)
{
    private volatile TaskCompletionSource _changed = NewSource();

    /// <summary>Brings the next look forward, because something about the resource changed.</summary>
    public void Hurry() => _changed.TrySetResult();

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var keys = SnapshotDecoration.HealthCheckKeys(resource);
        if (keys.Length == 0)
        {
            await becameHealthy(resource).ConfigureAwait(false);
            return;
        }

        var start = time.GetTimestamp();
        var failures = 0;
        var wasHealthy = false;
        while (true)
        {
            var reports = await checks.RunAsync(keys, cancellationToken).ConfigureAwait(false);
            var healthy = reports.All(report => report.Status == HealthStatus.Healthy);
            failures = healthy ? 0 : failures + 1;
            await notifications.PublishUpdateAsync(resource, snapshot => snapshot.WithHealthReports(reports)).ConfigureAwait(false);
            if (healthy && !wasHealthy)
            {
                wasHealthy = true;
                // Not awaited: its handlers may take long, and health goes on meanwhile.
                _ = becameHealthy(resource);
            }

            LogFailure(failures, reports);
            await DelayAsync(healthy ? HealthCheckDelay.Healthy : HealthCheckDelay.AfterFailure(failures, time.GetElapsedTime(start)), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        if (delay <= HealthCheckDelay.Least)
        {
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
            return;
        }

        await Task.Delay(HealthCheckDelay.Least, time, cancellationToken).ConfigureAwait(false);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_changed.Task, Task.Delay(delay - HealthCheckDelay.Least, time, ending.Token)).ConfigureAwait(false);
        await ending.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        _changed = NewSource();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Once, not at each look: whoever waits finds the reports in the snapshot.
    private void LogFailure(int failures, ImmutableArray<HealthReportSnapshot> reports)
    {
        if (failures == 1 && logger.IsEnabled(LogLevel.Debug))
        {
            foreach (var report in reports.Where(report => report.Status != HealthStatus.Healthy))
            {
                logger.LogDebug("Health check {Check} of resource {Resource}: {Status}: {Description}", report.Name, resource.Name, report.Status, report.Description);
            }
        }
    }
}
