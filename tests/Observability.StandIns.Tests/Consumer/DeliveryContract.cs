namespace Observability.StandIns.Tests.Consumer;

/// <summary>
/// What Telegraf's documentation says of a queue's messages on their way to a store, between a real broker and a server that plays the
/// store: as many points in the store as messages were confirmed. Some can come twice; they are counted.
/// </summary>
public abstract class DeliveryContract<TBackend>(Broker broker) : IClassFixture<Broker>
    where TBackend : IConsumerBackend, new()
{
    [Fact]
    public async Task Messages_Ordinary_AreInTheStoreOnceWithTheirTagsAndAreAcknowledged()
    {
        const int Count = 5_000;
        var queue = await DeclareAsync("ordinary");
        await using var store = await StoreDouble.StartAsync();
        await using var consumer = await StartAsync(queue, store);

        await broker.PublishAsync(queue, DeliveryTests.Lines(Count));

        await DeliveryTests.AllArrivedAsync(store, Count);
        Assert.Equal(Count, store.Lines.Count);
        Assert.Contains("m,x=1 v=7i 7", store.Lines);
        Assert.All(store.Requests, request => Assert.Equal(("POST", "/api/v2/write?bucket=metrics&org=org%20one", "Token a-token"), request));
        await consumer.StopAsync();
        Assert.Equal(0u, await broker.SettlesAtAsync(queue, 0));
    }

    [Fact]
    public async Task Store_AwayAndBack_LosesNothing()
    {
        const int Count = 3_000;
        var queue = await DeclareAsync("store-away");
        await using var store = await StoreDouble.StartAsync();
        await store.GoAwayAsync();
        await using var consumer = await StartAsync(queue, store, inFlight: 200);

        await broker.PublishAsync(queue, DeliveryTests.Lines(Count));
        await consumer.PrintsAsync("[outputs.influxdb_v2]");
        await store.ComeBackAsync();

        await DeliveryTests.AllArrivedAsync(store, Count);
        Assert.Equal(Count, store.Lines.Count);
        await consumer.StopAsync();
        await broker.SettlesAtAsync(queue, 0);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(401)]
    public async Task Store_RefusesForAWhile_IsTriedAgain(int status)
    {
        const int Count = 500;
        var queue = await DeclareAsync($"refused-{status}");
        await using var store = await StoreDouble.StartAsync();
        store.Refuse = (_, request) => request <= 2 ? status : null;
        await using var consumer = await StartAsync(queue, store);

        await broker.PublishAsync(queue, DeliveryTests.Lines(Count));

        await DeliveryTests.AllArrivedAsync(store, Count);
        await consumer.StopAsync();
        await broker.SettlesAtAsync(queue, 0);
        Assert.Equal(0u, await broker.ReadyAsync($"{queue}.dead"));
    }

    [Fact]
    public async Task Store_Slow_LeavesTheRestInTheQueue()
    {
        const int Count = 1_000;
        const int InFlight = 50;
        var queue = await DeclareAsync("slow");
        await using var store = await StoreDouble.StartAsync();
        var free = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Before = () => free.Task;
        await broker.PublishAsync(queue, DeliveryTests.Lines(Count));
        await using var consumer = await StartAsync(queue, store, InFlight);

        await Eventually.HoldsAsync("the store is asked", () => !store.Requests.IsEmpty, Deadline.DataFlow);
        var held = await Eventually.BecomesAsync(
            "the consumer holds as many as it may", async _ => Count - await broker.ReadyAsync(queue), held => held == InFlight, Deadline.DataFlow);

        // As long as the store does not answer it stays so; a later look, after other work of the broker, sees no more.
        await broker.PublishAsync($"{queue}.dead", DeliveryTests.Lines(Count));
        Assert.Equal(InFlight, (int)held);
        Assert.Equal((uint)(Count - InFlight), await broker.ReadyAsync(queue));
        free.SetResult();
        await DeliveryTests.AllArrivedAsync(store, Count);
    }

    [Fact]
    public async Task Poison_UnreadableMessage_GoesToTheDeadLettersAndTheRestFlows()
    {
        const int Count = 300;
        var queue = await DeclareAsync("poison");
        await using var store = await StoreDouble.StartAsync();
        await using var consumer = await StartAsync(queue, store);

        await broker.PublishAsync(queue, DeliveryTests.Lines(Count).Take(100));
        await broker.PublishAsync(queue, ["this is no line protocol", "good v=1i 1\nbad"]);
        await broker.PublishAsync(queue, DeliveryTests.Lines(Count).Skip(100));

        await DeliveryTests.AllArrivedAsync(store, Count);
        await broker.SettlesAtAsync($"{queue}.dead", 2);
        Assert.Equal("this is no line protocol", await broker.GetAsync($"{queue}.dead"));
        Assert.DoesNotContain(store.Lines, line => line.StartsWith("good", StringComparison.Ordinal));
        await consumer.StopAsync();
        await broker.SettlesAtAsync(queue, 0);
    }

    [Fact]
    public async Task Kill_InTheMiddle_LosesNothing()
    {
        const int Count = 20_000;
        var queue = await DeclareAsync("killed");
        await using var store = await StoreDouble.StartAsync();

        // No more is answered until the kill, however fast this machine is.
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Before = () => store.Lines.Count > 2_000 ? killed.Task : Task.CompletedTask;
        await broker.PublishAsync(queue, DeliveryTests.Lines(Count));
        await using (var first = await StartAsync(queue, store))
        {
            await Eventually.HoldsAsync("some are written", () => store.Lines.Count > 2_000, Deadline.DataFlow);
            first.KillAtOnce();
        }

        Assert.InRange(store.Lines.Count, 2_001, Count - 1);
        killed.SetResult();
        await using var second = await StartAsync(queue, store);

        await DeliveryTests.AllArrivedAsync(store, Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{store.Lines.Count - Count} came twice");
        await second.StopAsync();
        await broker.SettlesAtAsync(queue, 0);
    }

    private async Task<string> DeclareAsync(string queue)
    {
        Requires.RabbitMQ();
        await broker.DeclareAsync(queue);
        return queue;
    }

    private Task<RunningConsumer> StartAsync(string queue, StoreDouble store, int inFlight = 1000) => RunningConsumer.StartAsync(
        new TBackend(), RunningConsumer.Pipeline(broker.Url, queue, RunningConsumer.InfluxV2(store), inFlight), DeliveryTests.Secrets);
}
