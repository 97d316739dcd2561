using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using RabbitMQ.Client;

namespace Observability.E2E.Faults;

/// <summary>The broker goes away while producers send: what it has confirmed is there when it is back, whatever took it away.</summary>
[Tier(Tier.Process)]
public sealed class BrokerFaultTests : IAsyncLifetime
{
    private const string Server = "rabbitmq";
    private const string Queue = "points";
    private const int Producers = 4;
    private const int MessagesBetween = 200;

    private readonly TemporaryFolder _state = new();
    private FaultStack? _stack;
    private Func<TimeSpan?, CancellationToken, Task<IConnection>> _connect = null!;
    private List<ConfirmedProducer> _producers = [];

    private int Confirmed => _producers.Sum(producer => producer.ConfirmedCount);

    private FaultStack Stack => _stack ?? throw new InvalidOperationException("The stack is not up.");

    public async ValueTask InitializeAsync()
    {
        Requires.Linux();
        Requires.RabbitMQ();
        Requires.AspireBundleOrNpm();
        _stack = await FaultStack.StartAsync(_state.Path, builder => builder.AddRabbitMQ(Server).AddQueue(Queue, "points.#"), Server);
        var address = Stack.Application.GetEndpoint(Server, "amqp");
        var password = await Stack.GetParameterAsync("rabbitmq-admin-password");
        _connect = (patience, token) => Broker.ConnectAsync(address.Host, address.Port, password, patience, token);
        _producers = [.. Enumerable.Range(0, Producers).Select(number => new ConfirmedProducer(token => _connect(null, token), "points.test", $"producer-{number}"))];
    }

    [Fact]
    public async Task Broker_AwayWhileProducersSend_HasAllThatItConfirmedWhenItIsBack()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = Task.WhenAll(_producers.Select(producer => Task.Run(() => producer.RunAsync(stop.Token))));
        await ConfirmedGrowsAsync("before the faults");

        var stopped = await Stack.ExecuteAsync(Server, KnownResourceCommands.StopCommand);
        Assert.True(stopped.Success, stopped.Message);
        await ComesBackAsync("after an orderly stop");

        Stack.Signal(Server, ProcessSignal.Kill);
        await ComesBackAsync("after a kill");
        await stop.CancelAsync();
        await running;

        await using var connection = await _connect(Deadline.ServerReady.Time, TestContext.Current.CancellationToken);
        var arrived = await Broker.DrainAsync(connection, Queue, TestContext.Current.CancellationToken);
        Assert.Empty(_producers.SelectMany(producer => producer.Confirmed).Except(arrived));
        Assert.Empty(arrived.Except(_producers.SelectMany(producer => producer.Tried)));
        Assert.Distinct(arrived);
    }

    public async ValueTask DisposeAsync()
    {
        if (_stack is not null)
        {
            await _stack.DisposeAsync();
        }

        _state.Dispose();
    }

    private async Task ComesBackAsync(string when)
    {
        await Stack.EndsAsync(Server, Deadline.ServerReady);
        var started = await Stack.ExecuteAsync(Server, KnownResourceCommands.StartCommand);
        Assert.True(started.Success, started.Message);
        await Stack.BecomesHealthyAsync(Server, Deadline.StackReady);
        await ConfirmedGrowsAsync(when);
    }

    private async Task ConfirmedGrowsAsync(string when)
    {
        var before = Confirmed;
        await Eventually.HoldsAsync($"producers go on {when}", () => Confirmed >= before + MessagesBetween, Deadline.StackReady);
    }
}
