namespace Observability.StandIns.Tests.Consumer;

/// <summary>A broker that goes and comes back, with what it held: durable queues, persistent messages.</summary>
[Tier(Tier.Process)]
public sealed class BrokerAwayTests(Broker broker) : IClassFixture<Broker>
{
    [Fact]
    public async Task Broker_StoppedAndBack_LosesNothing()
    {
        const int Count = 5_000;
        Requires.RabbitMQ();
        await broker.DeclareAsync("points");
        await using var store = await StoreDouble.StartAsync();

        // Some are held by the consumer, unwritten, when the broker goes.
        var free = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Before = () => free.Task;
        await broker.PublishAsync("points", DeliveryTests.Lines(Count));
        await using var consumer = await RunningConsumer.StartAsync(
            RunningConsumer.Pipeline(broker.Url, "points", RunningConsumer.InfluxV2(store)), ("QUEUE_PASSWORD", "guest"), ("STORE_TOKEN", "t"));
        await Eventually.HoldsAsync("the store is asked", () => !store.Requests.IsEmpty, Deadline.DataFlow);

        await broker.StopAsync();
        await consumer.PrintsAsync("trying to reconnect");
        free.SetResult();
        await broker.StartAsync();

        await Eventually.BecomesAsync(
            "every point is in the store",
            () => store.Lines.Distinct(StringComparer.Ordinal).Count(),
            arrived => arrived == Count,
            Deadline.DataFlow);
        TestContext.Current.TestOutputHelper?.WriteLine($"{store.Lines.Count - Count} came twice");
        await consumer.StopAsync();
        await broker.SettlesAtAsync("points", 0);
    }

    [Fact]
    public async Task Broker_NotThereYet_IsWaitedForOrEndsTheProgramAsTheFileSays()
    {
        Requires.RabbitMQ();
        var nobody = $"amqp://127.0.0.1:{FreePort.Take()}";
        await using var store = await StoreDouble.StartAsync();
        var pipeline = RunningConsumer.Pipeline(nobody, "points", RunningConsumer.InfluxV2(store));
        (string, string)[] secrets = [("QUEUE_PASSWORD", "guest"), ("STORE_TOKEN", "t")];

        await using (var waiting = await RunningConsumer.StartAsync(pipeline, secrets))
        {
            await waiting.PrintsAsync("Queue 'points': ");
            Assert.Contains("; retrying", waiting.Output, StringComparison.Ordinal);
        }

        using var folder = new TemporaryFolder();
        var file = folder.Write("telegraf.conf", pipeline.Replace("startup_error_behavior = \"retry\"\n", string.Empty, StringComparison.Ordinal));
        await using var ending = ChildProcess.Start("dotnet", [typeof(IStandIn).Assembly.Location, "consumer", "--config", file]);
        Assert.Equal(1, await ending.ExitCodeAsync(Deadline.ServerReady));
        Assert.Contains("With startup_error_behavior = \"retry\" it would be tried again.", ending.Output, StringComparison.Ordinal);
    }
}
