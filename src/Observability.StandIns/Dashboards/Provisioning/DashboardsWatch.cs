namespace Observability.StandIns.Dashboards.Provisioning;

/// <summary>Looks at the dashboards' files as often as their providers say (<c>updateIntervalSeconds</c>).</summary>
internal sealed class DashboardsWatch(ProvisionedContent content, TimeProvider clock, ILogger<DashboardsWatch> logger) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(content.DashboardsInterval, clock, stoppingToken).ConfigureAwait(false);
                try
                {
                    content.ReloadDashboards();
                }
                catch (StandInException mistake)
                {
                    logger.LogError("{Mistake}", mistake.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }
}
