using System.Security.Cryptography;
using Observability.StandIns.Consumer.Configuration;
using Observability.StandIns.Consumer.Model;
using Observability.StandIns.Consumer.Routing;

namespace Observability.StandIns.Consumer.Outputs;

/// <summary>
/// What waits for one output. A batch is written when it is full or its time has come; what a store does not take is tried again
/// until it does, and meanwhile the queue fills up and whoever adds to it waits. Nothing is dropped.
/// </summary>
internal sealed partial class OutputQueue : IDisposable
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    private readonly OutputSettings _settings;
    private readonly IMetricOutput _output;
    private readonly PluginStatistics _statistics;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly MetricFilter _filter;
    private readonly Lock _lock = new();
    private readonly Queue<QueuedMetric> _waiting = new();
    private readonly SemaphoreSlim _batchReady = new(0, 1);
    private TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _held;

    /// <summary>Makes one.</summary>
    public OutputQueue(OutputSettings settings, IMetricOutput output, PluginStatistics statistics, TimeProvider clock, ILogger logger)
    {
        _settings = settings;
        _output = output;
        _statistics = statistics;
        _clock = clock;
        _logger = logger;
        _filter = new MetricFilter(settings.Filter);
    }

    private string Name => _settings.Alias is { } alias ? $"{_settings.Plugin}::{alias}" : _settings.Plugin;

    /// <summary>True where the output wants a metric; it then comes as the output wants it.</summary>
    public bool Takes(Metric metric, out Metric trimmed)
    {
        trimmed = _filter.Takes(metric) ? _filter.Trim(metric)! : null!;
        if (trimmed is null)
        {
            _statistics.Add("metrics_filtered");
        }

        return trimmed is not null;
    }

    /// <summary>Waits until there is room for one more; several who wait for it can all get it.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task room;
            lock (_lock)
            {
                if (_held < _settings.BufferLimit)
                {
                    return;
                }

                room = _room.Task;
            }

            await room.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Adds a metric.</summary>
    public void Add(QueuedMetric metric)
    {
        lock (_lock)
        {
            _waiting.Enqueue(metric);
            _held++;
            _statistics["buffer_size"] = _held;
            if (_waiting.Count == _settings.BatchSize && _batchReady.CurrentCount == 0)
            {
                _batchReady.Release();
            }
        }

        _statistics.Add("metrics_added");
    }

    /// <summary>Writes until it is told to stop, and then what still waits, once.</summary>
    /// <param name="stopping">Tells to stop.</param>
    /// <param name="aborting">Ends a write that is under way.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        var due = NextFlush();
        while (!stopping.IsCancellationRequested)
        {
            if (!await WaitForBatchAsync(due, stopping))
            {
                due = NextFlush();
            }

            if (Take() is { Count: > 0 } batch)
            {
                await WriteAsync(batch, stopping, aborting);
            }
        }

        while (!aborting.IsCancellationRequested && Take() is { Count: > 0 } batch)
        {
            await WriteAsync(batch, stopping, aborting);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        (_output as IDisposable)?.Dispose();
        _batchReady.Dispose();
    }

    private long NextFlush()
    {
        var jitter = (int)Math.Min(int.MaxValue - 1, _settings.FlushJitter.TotalMilliseconds);
        var wait = _settings.FlushInterval + TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(jitter + 1));
        return _clock.GetTimestamp() + (long)(wait.TotalSeconds * _clock.TimestampFrequency);
    }

    /// <summary>True when a batch is full, false when it is time for one that is not.</summary>
    private async Task<bool> WaitForBatchAsync(long due, CancellationToken stopping)
    {
        while (true)
        {
            lock (_lock)
            {
                if (_waiting.Count >= _settings.BatchSize)
                {
                    return true;
                }
            }

            var left = _clock.GetElapsedTime(_clock.GetTimestamp(), due);
            if (left <= TimeSpan.Zero || stopping.IsCancellationRequested)
            {
                return false;
            }

            try
            {
                await _batchReady.WaitAsync(left, stopping);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }
    }

    private List<QueuedMetric> Take()
    {
        lock (_lock)
        {
            var batch = new List<QueuedMetric>(Math.Min(_settings.BatchSize, _waiting.Count));
            while (batch.Count < _settings.BatchSize && _waiting.TryDequeue(out var metric))
            {
                batch.Add(metric);
            }

            return batch;
        }
    }

    private async Task WriteAsync(List<QueuedMetric> batch, CancellationToken stopping, CancellationToken aborting)
    {
        var pause = TimeSpan.FromMilliseconds(500);
        while (true)
        {
            // What its broker will hand out anew need not be written as well.
            Release(batch.RemoveAll(metric => metric.Message?.IsLost is true));
            if (batch.Count == 0)
            {
                return;
            }

            var started = _clock.GetTimestamp();
            WriteResult result;
            try
            {
                result = await _output.WriteAsync(batch, aborting);
            }
            catch (OperationCanceledException) when (aborting.IsCancellationRequested)
            {
                return;
            }

            _statistics.Add("write_time_ns", (long)_clock.GetElapsedTime(started).TotalNanoseconds);
            batch = Settle(batch, result);
            if (result.Problem is { } problem)
            {
                _statistics.Add("errors");
                LogProblem(Name, problem);
            }

            if (batch.Count == 0)
            {
                return;
            }

            _statistics.Add("write_errors");
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            var wait = result.RetryAfter > pause ? result.RetryAfter : pause;
            await Task.Delay(wait, _clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }
    }

    /// <summary>Tells the messages their outcomes and returns what is still to be written.</summary>
    private List<QueuedMetric> Settle(List<QueuedMetric> batch, WriteResult result)
    {
        var kept = new List<QueuedMetric>();
        int refused = 0, accepted = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            switch (result.Outcomes[i])
            {
                case WriteOutcome.Kept:
                    kept.Add(batch[i]);
                    break;
                case WriteOutcome.Accepted:
                    accepted++;
                    batch[i].Message?.Settle(isAccepted: true);
                    break;
                default:
                    refused++;
                    batch[i].Message?.Settle(isAccepted: false);
                    break;
            }
        }

        _statistics.Add("metrics_written", accepted);
        _statistics.Add("metrics_rejected", refused);
        Release(accepted + refused);
        return kept;
    }

    private void Release(int number)
    {
        if (number == 0)
        {
            return;
        }

        TaskCompletionSource room;
        lock (_lock)
        {
            _held -= number;
            _statistics["buffer_size"] = _held;
            room = _room;
            _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        room.SetResult();
    }

    [LoggerMessage(1, LogLevel.Error, "[outputs.{Output}] {Problem}")]
    private partial void LogProblem(string output, string problem);
}
