namespace Observability.StandIns.Tests.Consumer;

/// <summary>
/// Nothing is lost between a real broker and a store, whichever of the three is away meanwhile: as many points in the store as
/// messages were confirmed. Some can come twice; they are counted.
/// </summary>
[Tier(Tier.Process)]
public sealed class DeliveryTests(Broker broker) : IClassFixture<Broker>
{
    private static readonly (string, string)[] s_secrets = [("QUEUE_PASSWORD", "guest"), ("STORE_TOKEN", "a-token")];

    [Fact]
    public async Task Messages_Ordinary_AreInTheStoreOnceWithTheirTagsAndAreAcknowledged()
    {
        const int Count = 5_000;
        var queue = await DeclareAsync("ordinary");
        await using var store = await StoreDouble.StartAsync();
        await using var consumer = await StartAsync(queue, store);

        await broker.PublishAsync(queue, Lines(Count));

        await AllArrivedAsync(store, Count);
        Assert.Equal(Count, store.Lines.Count);
        Assert.Contains("m,x=1 v=7i 7", store.Lines);
        Assert.All(store.Requests, request => Assert.Equal(("/api/v2/write?bucket=metrics&org=org%20one", "Token a-token"), request));
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

        await broker.PublishAsync(queue, Lines(Count));
        await consumer.PrintsAsync("[outputs.influxdb_v2]");
        await store.ComeBackAsync();

        await AllArrivedAsync(store, Count);
        Assert.Equal(Count, store.Lines.Count);
        await consumer.StopAsync();
        await broker.SettlesAtAsync(queue, 0);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(401)]
    [InlineData(404)]
    public async Task Store_RefusesForAWhile_IsTriedAgain(int status)
    {
        const int Count = 500;
        var queue = await DeclareAsync($"refused-{status}");
        await using var store = await StoreDouble.StartAsync();
        store.Refuse = (_, request) => request <= 2 ? status : null;
        await using var consumer = await StartAsync(queue, store);

        await broker.PublishAsync(queue, Lines(Count));

        await AllArrivedAsync(store, Count);
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
        await broker.PublishAsync(queue, Lines(Count));
        await using var consumer = await StartAsync(queue, store, InFlight);

        await Eventually.HoldsAsync("the store is asked", () => !store.Requests.IsEmpty, Deadline.DataFlow);
        var held = await Eventually.BecomesAsync(
            "the consumer holds as many as it may", async _ => Count - await broker.ReadyAsync(queue), held => held == InFlight, Deadline.DataFlow);

        // As long as the store does not answer it stays so; a later look, after other work of the broker, sees no more.
        await broker.PublishAsync($"{queue}.dead", Lines(Count));
        Assert.Equal(InFlight, (int)held);
        Assert.Equal((uint)(Count - InFlight), await broker.ReadyAsync(queue));
        free.SetResult();
        await AllArrivedAsync(store, Count);
    }

    [Fact]
    public async Task Poison_UnreadableMessage_GoesToTheDeadLettersAndTheRestFlows()
    {
        const int Count = 300;
        var queue = await DeclareAsync("poison");
        await using var store = await StoreDouble.StartAsync();
        await using var consumer = await StartAsync(queue, store);

        await broker.PublishAsync(queue, Lines(Count).Take(100));
        await broker.PublishAsync(queue, ["this is no line protocol", "good v=1i 1\nbad"]);
        await broker.PublishAsync(queue, Lines(Count).Skip(100));

        await AllArrivedAsync(store, Count);
        await broker.SettlesAtAsync($"{queue}.dead", 2);
        Assert.Equal("this is no line protocol", await broker.GetAsync($"{queue}.dead"));
        Assert.DoesNotContain(store.Lines, line => line.StartsWith("good", StringComparison.Ordinal));
        await consumer.PrintsAsync("a message that is no line protocol goes to the dead letters: line 1, column 8: expected = after the key of a field");
        await consumer.StopAsync();
        await broker.SettlesAtAsync(queue, 0);
    }

    [Fact]
    public async Task Poison_LineThatTheStoreRefuses_IsFoundAmongTheOthers()
    {
        const int Count = 1_000;
        var queue = await DeclareAsync("refused-line");
        await using var store = await StoreDouble.StartAsync();
        store.RefuseOne = line => line.EndsWith(" 123", StringComparison.Ordinal) || line.EndsWith(" 877", StringComparison.Ordinal) ? 400 : null;
        await using var consumer = await StartAsync(queue, store);

        await broker.PublishAsync(queue, Lines(Count));

        await AllArrivedAsync(store, Count - 2);
        await broker.SettlesAtAsync($"{queue}.dead", 2);
        Assert.Equal("m,telegraf_route=elsewhere,x=1 v=123i 123", await broker.GetAsync($"{queue}.dead"));
        await consumer.StopAsync();
        await broker.SettlesAtAsync(queue, 0);
    }

    [Fact]
    public async Task Kill_InTheMiddle_LosesNothing()
    {
        const int Count = 20_000;
        var queue = await DeclareAsync("killed");
        await using var store = await StoreDouble.StartAsync();
        await broker.PublishAsync(queue, Lines(Count));
        await using (var first = await StartAsync(queue, store))
        {
            await Eventually.HoldsAsync("some are written", () => store.Lines.Count > 2_000, Deadline.DataFlow);
            first.KillAtOnce();
        }

        Assert.True(store.Lines.Count < Count, "The consumer was killed too late to tell anything.");
        await using var second = await StartAsync(queue, store);

        await AllArrivedAsync(store, Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{store.Lines.Count - Count} came twice");
        await second.StopAsync();
        await broker.SettlesAtAsync(queue, 0);
    }

    [Fact]
    public async Task Stop_InTheMiddle_GivesBackWhatIsNotWritten()
    {
        const int Count = 20_000;
        var queue = await DeclareAsync("stopped");
        await using var store = await StoreDouble.StartAsync();
        await broker.PublishAsync(queue, Lines(Count));
        await using var consumer = await StartAsync(queue, store, inFlight: 500);
        await Eventually.HoldsAsync("some are written", () => store.Lines.Count > 1_000, Deadline.DataFlow);

        Assert.Equal(0, await consumer.StopAsync());

        // What was written was acknowledged, all of it: together they are as many as there were.
        await broker.SettlesAtAsync(queue, (uint)(Count - store.Lines.Count));
    }

    private async Task<string> DeclareAsync(string queue)
    {
        Requires.RabbitMQ();
        await broker.DeclareAsync(queue);
        return queue;
    }

    private Task<RunningConsumer> StartAsync(string queue, StoreDouble store, int inFlight = 1000) =>
        RunningConsumer.StartAsync(RunningConsumer.Pipeline(broker.Url, queue, RunningConsumer.InfluxV2(store), inFlight), s_secrets);

    // What a producer says of the route is not believed.
    internal static IEnumerable<string> Lines(int count) =>
        Enumerable.Range(0, count).Select(i => $"m,telegraf_route=elsewhere,x=1 v={i}i {i}");

    private static Task<int> AllArrivedAsync(StoreDouble store, int count) => Eventually.BecomesAsync(
        $"{count} different points in the store",
        () => store.Lines.Distinct(StringComparer.Ordinal).Count(),
        arrived => arrived >= count,
        Deadline.DataFlow);
}
