using Microsoft.Extensions.Logging.Abstractions;
using Observability.StandIns.Consumer.Configuration;
using Observability.StandIns.Consumer.Model;
using Observability.StandIns.Consumer.Outputs;
using Observability.StandIns.Consumer.Routing;

namespace Observability.StandIns.Tests.Consumer;

/// <summary>A message is settled when every output has done with its part, and not before; who adds waits while an output is full.</summary>
public sealed class OutputQueueTests
{
    private readonly AgentStatistics _statistics = new();

    [Fact]
    public async Task Message_TwoOutputs_IsAcceptedWhenBothHaveWrittenIt()
    {
        var (first, second) = (new ScriptedOutput(), new ScriptedOutput());
        await using var queues = new RunningQueues(Queue(first), Queue(second));
        var source = new Source();
        second.Answer = _ => WriteOutcome.Kept;

        var message = await queues.SendAsync(source, Metrics(3));

        await Eventually.HoldsAsync("both were asked", () => first.Batches > 0 && second.Batches > 0, Deadline.InProcess);
        Assert.False(message.IsSettled);
        second.Answer = _ => WriteOutcome.Accepted;
        await Eventually.HoldsAsync("it is settled", () => message.IsSettled, Deadline.InProcess);
        Assert.False(message.IsRefused);
        Assert.Equal(1, source.Settled);
    }

    [Fact]
    public async Task Message_OnePartRefused_IsRefusedOnceTheOthersAreWritten()
    {
        var output = new ScriptedOutput { Answer = metric => metric.Name == "m1" ? WriteOutcome.Refused : WriteOutcome.Accepted };
        await using var queues = new RunningQueues(Queue(output));

        var message = await queues.SendAsync(new Source(), Metrics(3));

        await Eventually.HoldsAsync("it is settled", () => message.IsSettled, Deadline.InProcess);
        Assert.True(message.IsRefused);
        Assert.Equal((2, 1), (_statistics.Plugins[0]["metrics_written"], _statistics.Plugins[0]["metrics_rejected"]));
    }

    [Fact]
    public async Task Message_NoOutputTakesIt_IsAccepted()
    {
        await using var queues = new RunningQueues(Queue(new ScriptedOutput(), namePass: "other"));

        var message = await queues.SendAsync(new Source(), Metrics(2));

        Assert.True(message is { IsSettled: true, IsRefused: false });
        Assert.Equal(2, _statistics.Plugins[0]["metrics_filtered"]);
    }

    [Fact]
    public async Task Full_Output_HoldsUpWhoAddsUntilThereIsRoom()
    {
        var output = new ScriptedOutput { Answer = _ => WriteOutcome.Kept };
        await using var queues = new RunningQueues(Queue(output, limit: 3));
        await queues.SendAsync(new Source(), Metrics(5));

        var waiting = queues.SendAsync(new Source(), Metrics(1));
        await Eventually.HoldsAsync("it was tried", () => output.Batches > 1, Deadline.InProcess);
        Assert.False(waiting.IsCompleted);

        output.Answer = _ => WriteOutcome.Accepted;
        await waiting.WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Message_OfALostConnection_IsNotTriedAgain()
    {
        var output = new ScriptedOutput { Answer = _ => WriteOutcome.Kept };
        await using var queues = new RunningQueues(Queue(output));
        var source = new Source();
        await queues.SendAsync(source, Metrics(1));
        await Eventually.HoldsAsync("it was tried", () => output.Batches > 0, Deadline.InProcess);

        source.IsClosed = true;

        await Eventually.HoldsAsync("the queue is empty", () => _statistics.Plugins[0]["buffer_size"] == 0, Deadline.InProcess);
        Assert.Equal(0, source.Settled);
    }

    private static List<Metric> Metrics(int count) => [.. Enumerable.Range(0, count).Select(i =>
    {
        var metric = new Metric($"m{i}", i);
        metric.SetField("v", FieldValue.Of(1L));
        return metric;
    })];

    private OutputQueue Queue(IMetricOutput output, int limit = 100, string? namePass = null) => new(
        new OutputSettings(
            "test", null, TimeSpan.FromMilliseconds(10), TimeSpan.Zero, BatchSize: 10, limit,
            new FilterSettings(namePass is null ? [] : [namePass], [], [], [], [], [], [], [])),
        output,
        _statistics.AddOutput("test", null, limit),
        TimeProvider.System,
        NullLogger.Instance);

    private sealed class ScriptedOutput : IMetricOutput
    {
        private int _batches;

        public Func<Metric, WriteOutcome> Answer { get; set; } = _ => WriteOutcome.Accepted;

        public int Batches => Volatile.Read(ref _batches);

        public Task<WriteResult> WriteAsync(IReadOnlyList<QueuedMetric> batch, CancellationToken cancellationToken)
        {
            var result = new WriteResult(batch.Count);
            for (var i = 0; i < batch.Count; i++)
            {
                result.Outcomes[i] = Answer(batch[i].Metric);
            }

            Interlocked.Increment(ref _batches);
            return Task.FromResult(result);
        }
    }

    private sealed class Source : IMessageSource
    {
        private int _settled;

        public bool IsClosed { get; set; }

        public int Settled => Volatile.Read(ref _settled);

        public void OnSettled(Message message) => Interlocked.Increment(ref _settled);
    }

    private sealed class RunningQueues : IAsyncDisposable
    {
        private readonly OutputQueue[] _queues;
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public RunningQueues(params OutputQueue[] queues)
        {
            _queues = queues;
            _running = Task.WhenAll(queues.Select(queue => queue.RunAsync(_stop.Token, _stop.Token)));
        }

        public async Task<Message> SendAsync(Source source, List<Metric> metrics)
        {
            var message = new Message(source, 1);
            await new Router(_queues).RouteAsync(metrics, message, TestContext.Current.CancellationToken);
            message.Settle(isAccepted: true);
            return message;
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            foreach (var queue in _queues)
            {
                queue.Dispose();
            }

            _stop.Dispose();
        }
    }
}
