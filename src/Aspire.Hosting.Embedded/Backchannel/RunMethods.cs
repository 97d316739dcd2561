using Aspire.Hosting.Embedded.Orchestration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Embedded.Backchannel;

/// <summary>What the CLI that has started a run calls, by these names.</summary>
internal sealed class RunMethods(IDashboardHost? dashboard, CliLog log, TaskCompletionSource ready, IHostApplicationLifetime lifetime)
{
    public static Task<string[]> GetCapabilitiesAsync() => Task.FromResult<string[]>(["baseline.v2"]);

    public Task<DashboardUrls> GetDashboardUrlsAsync(CancellationToken cancellationToken) => FindDashboardAsync(dashboard, cancellationToken);

    public IAsyncEnumerable<LogEntry> GetAppHostLogEntriesAsync(CancellationToken cancellationToken) => log.ReadAsync(cancellationToken);

    public Task NotifyAppHostReadyAsync()
    {
        ready.TrySetResult();
        return Task.CompletedTask;
    }

    public Task RequestStopAsync()
    {
        lifetime.StopApplication();
        return Task.CompletedTask;
    }

    /// <summary>Where the dashboard is, once it answers.</summary>
    public static async Task<DashboardUrls> FindDashboardAsync(IDashboardHost? dashboard, CancellationToken cancellationToken)
    {
        try
        {
            return dashboard is null
                ? new DashboardUrls(DashboardHealthy: false, null, null)
                : new DashboardUrls(DashboardHealthy: true, await dashboard.WaitUntilReadyAsync(cancellationToken).ConfigureAwait(false), null);
        }
        catch (DistributedApplicationException)
        {
            // It has ended; the run goes on without, and has said so.
            return new DashboardUrls(DashboardHealthy: false, null, null);
        }
    }
}
