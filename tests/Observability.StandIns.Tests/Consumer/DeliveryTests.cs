namespace Observability.StandIns.Tests.Consumer;

/// <summary>What the stand-in promises beyond Telegraf.</summary>
[Tier(Tier.Process)]
public sealed class DeliveryTests(Broker broker) : IClassFixture<Broker>
{
    /// <summary>What the configuration takes from its environment.</summary>
    internal static readonly (string, string)[] Secrets = [("QUEUE_PASSWORD", "guest"), ("STORE_TOKEN", "a-token")];

    [Fact]
    public async Task Store_WithoutItsBucketForAWhile_IsTriedAgain()
    {
        var queue = await DeclareAsync("no-bucket");
        await using var store = await StoreDouble.StartAsync();
        store.Refuse = (_, request) => request <= 2 ? 404 : null;
        await using var consumer = await StartAsync(queue, store);

        await broker.PublishAsync(queue, Lines(100));

        await AllArrivedAsync(store, 100);
        await consumer.StopAsync();
        await broker.SettlesAtAsync(queue, 0);
        Assert.Equal(0u, await broker.ReadyAsync($"{queue}.dead"));
    }

    // A proxy before the store may answer so, with a page of its own.
    [Fact]
    public async Task Store_AnswersInACharsetThatNobodyKnows_IsTriedAgain()
    {
        var queue = await DeclareAsync("charset");
        await using var store = await StoreDouble.StartAsync();
        store.Refusal = ("<p>told to refuse", "text/html; charset=foo");
        store.Refuse = (_, request) => request == 1 ? 500 : null;
        await using var consumer = await StartAsync(queue, store);

        await broker.PublishAsync(queue, Lines(1));

        await AllArrivedAsync(store, 1);
        Assert.Contains("500 <p>told to refuse", consumer.Output, StringComparison.Ordinal);
        await consumer.StopAsync();
        await broker.SettlesAtAsync(queue, 0);
    }

    [Fact]
    public async Task Poison_UnreadableMessage_IsNamedInTheLogWithItsPlace()
    {
        var queue = await DeclareAsync("named");
        await using var store = await StoreDouble.StartAsync();
        await using var consumer = await StartAsync(queue, store);

        await broker.PublishAsync(queue, ["this is no line protocol"]);

        await consumer.PrintsAsync("a message that is no line protocol goes to the dead letters: line 1, column 8: expected = after the key of a field");
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

    [Fact]
    public async Task Stop_WhileAStoreTakesItsTime_TellsTheBrokerWhatIsWritten()
    {
        var queue = await DeclareAsync("slow-store");
        var (isAsked, mayAnswer) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var store = await StoreDouble.StartAsync();
        store.Before = () =>
        {
            isAsked.TrySetResult();
            return mayAnswer.Task;
        };
        await broker.PublishAsync(queue, Lines(100));
        await using var consumer = await StartAsync(queue, store);
        await isAsked.Task.WaitAsync(Deadline.DataFlow.Time, TestContext.Current.CancellationToken);

        var stop = consumer.StopAsync();
        await broker.IsLeftAsync(queue);
        mayAnswer.SetResult();

        Assert.Equal(0, await stop);
        await broker.SettlesAtAsync(queue, (uint)(100 - store.Lines.Count));
        Assert.Equal(store.Lines.Distinct(StringComparer.Ordinal), store.Lines);
    }

    [Fact]
    public async Task Queue_DeletedMeanwhile_IsReadAgainOnceItIsBack()
    {
        var queue = await DeclareAsync("deleted");
        await using var store = await StoreDouble.StartAsync();
        await using var consumer = await StartAsync(queue, store);
        await broker.PublishAsync(queue, Lines(1));
        await AllArrivedAsync(store, 1);

        await broker.DeleteAsync(queue);
        await consumer.PrintsAsync("connection lost: the broker has cancelled the consumer");
        await broker.DeclareAsync(queue);
        await broker.PublishAsync(queue, Lines(2));

        await AllArrivedAsync(store, 2);
    }

    // What a producer says of the route is not believed.
    internal static IEnumerable<string> Lines(int count) =>
        Enumerable.Range(0, count).Select(i => $"m,telegraf_route=elsewhere,x=1 v={i}i {i}");

    internal static Task<int> AllArrivedAsync(StoreDouble store, int count) => Eventually.BecomesAsync(
        $"{count} different points in the store",
        () => store.Lines.Distinct(StringComparer.Ordinal).Count(),
        arrived => arrived >= count,
        Deadline.DataFlow);

    private async Task<string> DeclareAsync(string queue)
    {
        Requires.RabbitMQ();
        await broker.DeclareAsync(queue);
        return queue;
    }

    private Task<RunningConsumer> StartAsync(string queue, StoreDouble store, int inFlight = 1000) =>
        RunningConsumer.StartAsync(RunningConsumer.Pipeline(broker.Url, queue, RunningConsumer.InfluxV2(store), inFlight), Secrets);
}
