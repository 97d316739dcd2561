using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Queries;
using Observability.StandIns.Logs.Storage;

namespace Observability.StandIns.Logs;

/// <summary>
/// Lets lines go whose time is over (https://grafana.com/docs/loki/latest/operations/storage/retention/). Whole pieces of streams go, and
/// a piece has lines of at most a day. First queries do not find a piece any more, and with the next round its row is deleted: whoever
/// reads it meanwhile can end.
/// </summary>
internal sealed class RetentionSweep(LogStore store, LogsConfiguration configuration, TimeProvider clock, ILogger<RetentionSweep> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);
    private List<Block> _gone = [];

    /// <summary>One round.</summary>
    public async Task SweepAsync()
    {
        if (_gone.Count > 0)
        {
            await store.DeleteAsync(_gone);
        }

        _gone = [];
        foreach (var tenant in store.Tenants)
        {
            foreach (var stream in tenant.All())
            {
                var period = PeriodOf(tenant.Limits, stream);
                var oldest = LokiTime.Now(clock) - LokiTime.Of(period);
                var over = period == TimeSpan.Zero ? [] : stream.Blocks.Where(block => block.Last < oldest).ToList();
                if (over.Count > 0)
                {
                    stream.Replace(over, []);
                    _gone.AddRange(over);
                }
            }
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var interval = configuration.CompactionInterval > s_shortest ? configuration.CompactionInterval : s_shortest;
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            while (configuration.RetentionEnabled && await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    await SweepAsync();
                }
                catch (StoreFullException error)
                {
                    logger.LogWarning("Retention: {Problem}", error.Message);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
    }

    private static TimeSpan PeriodOf(LogsLimits limits, LogStream stream) => limits.StreamRetentions
        .Where(retention => retention.Selector.IsMatch(stream.Labels))
        .OrderByDescending(retention => retention.Priority)
        .Select(retention => retention.Period)
        .FirstOrDefault(limits.Retention);
}
