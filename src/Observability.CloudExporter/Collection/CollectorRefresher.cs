using System.Diagnostics;
using Observability.CloudExporter.Configuration;
using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Collection;

/// <summary>
/// Refreshes every collector at the start and then at the configured pace. The collectors run side by side and fail
/// alone; what each one found is published as soon as it is there, so a slow one delays only itself.
/// </summary>
internal sealed class CollectorRefresher(
    IReadOnlyList<ICloudCollector> collectors,
    CloudOptions options,
    SnapshotStore store,
    RefreshTelemetry telemetry,
    TimeProvider time,
    ILogger<CollectorRefresher> logger) : BackgroundService
{
    private readonly CollectorState[] _states = [.. store.Current.Collectors];

    /// <summary>Refreshes every collector once. Not to be called twice at the same time.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        using var span = telemetry.StartRefresh(collectors.Count);
        var started = time.GetTimestamp();

        var running = new List<Task<(int Index, CollectorState State)>>(collectors.Count);
        for (var i = 0; i < collectors.Count; i++)
        {
            var index = i;
            // On the pool, so that one that computes or blocks does not hold up the others.
            running.Add(Task.Run(async () => (index, await TryCollectAsync(_states[index], cancellationToken)), cancellationToken));
        }

        while (running.Count > 0)
        {
            await Task.WhenAny(running);
            var done = running.FindAll(static task => task.IsCompleted);
            running.RemoveAll(done.Contains);
            foreach (var task in done)
            {
                var (index, state) = await task;
                _states[index] = state;
            }

            // Whatever ended while the last one was rendered goes into the next as one.
            await store.PublishAsync(_states, cancellationToken);
        }

        LogRefresh(time.GetElapsedTime(started));
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.RefreshEvery, time);
        do
        {
            await RefreshAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<CollectorState> TryCollectAsync(CollectorState before, CancellationToken cancellationToken)
    {
        var collector = before.Collector;
        using var span = telemetry.StartCollector(collector);
        using var timeout = new CancellationTokenSource(options.CollectorTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var started = time.GetTimestamp();
        CollectorState state;
        try
        {
            // The wait ends with the token even where a collector does not look at it.
            var samples = await collector.CollectAsync(either.Token).WaitAsync(either.Token);
            state = new()
            {
                Collector = collector,
                IsTried = true,
                IsUp = true,
                LastSuccess = time.GetUtcNow(),
                Duration = time.GetElapsedTime(started),
                Samples = samples,
            };
            span?.SetTag("cloud.samples", samples.Count);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            state = before with { IsTried = true, IsUp = false, Duration = time.GetElapsedTime(started) };
            Report(collector, timeout.IsCancellationRequested
                ? new TimeoutException($"No answer within {options.CollectorTimeout.TotalSeconds} s (Cloud:TimeoutSeconds).", failure)
                : failure, span);
        }

        telemetry.Record(state);
        return state;
    }

    private void Report(ICloudCollector collector, Exception failure, Activity? span)
    {
        span?.SetStatus(ActivityStatusCode.Error, failure.Message).AddException(failure);
        // One line: it comes again at every refresh until somebody acts. The stack is for whoever asks for it.
        logger.LogWarning(
            "Collector {Collector} of the {Provider} account {Account} failed and keeps its last values: {Reason}",
            collector.Name, collector.Provider, collector.Account, failure.Message);
        logger.LogDebug(failure, "Where collector {Collector} of {Account} failed", collector.Name, collector.Account);
    }

    private void LogRefresh(TimeSpan elapsed)
    {
        var failed = _states.Count(static state => !state.IsUp);
        logger.LogInformation(
            "Refreshed {Collectors} collectors, of which {Failed} failed, in {ElapsedMs} ms: {Samples} samples",
            _states.Length, failed, (long)elapsed.TotalMilliseconds, _states.Sum(static state => state.Samples.Count));
    }
}
