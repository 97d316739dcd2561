namespace Observability.StandIns.Tests.Consumer;

/// <summary>From a real broker into a real InfluxDB of the first version.</summary>
[Tier(Tier.Process)]
public sealed class InfluxV1Tests(Broker broker, InfluxServer influx) : IClassFixture<Broker>, IClassFixture<InfluxServer>
{
    [Fact]
    public async Task Messages_DatabaseThatIsNotThere_IsMadeAndHasThemAll()
    {
        const int Count = 10_000;
        await using var consumer = await StartAsync("counted");

        await broker.PublishAsync("counted", Enumerable.Range(1, Count).Select(i => $"m,x=a\\ b v={i}i,t=\"\\\"{i}\\\"\" {i}"));

        await Eventually.BecomesAsync(
            "all points are in the store", async _ => await influx.QueryAsync("counted", "select count(v) from m"), count => count == Count, Deadline.DataFlow);
        Assert.Equal(Count * (Count + 1L) / 2, await influx.QueryAsync("counted", "select sum(v) from m where x = 'a b'"));
        Assert.Equal(1, await influx.QueryAsync("counted", "select count(v) from m where t = '\"77\"'"));
        await consumer.StopAsync();
        await broker.SettlesAtAsync("counted", 0);
    }

    [Fact]
    public async Task Message_FieldOfAnotherType_GoesToTheDeadLettersAndTheRestIsThere()
    {
        const int Count = 200;
        await using var consumer = await StartAsync("typed");
        await broker.PublishAsync("typed", ["m v=1i 1"]);
        await Eventually.BecomesAsync("the first is there", async _ => await influx.QueryAsync("typed", "select count(v) from m"), count => count == 1, Deadline.DataFlow);

        await broker.PublishAsync("typed", Enumerable.Range(2, Count).Select(i => i == 50 ? "m v=\"text\" 50" : $"m v={i}i {i}"));

        await broker.SettlesAtAsync("typed.dead", 1);
        Assert.Equal("m v=\"text\" 50", await broker.GetAsync("typed.dead"));
        await Eventually.BecomesAsync("the rest is there", async _ => await influx.QueryAsync("typed", "select count(v) from m"), count => count == Count, Deadline.DataFlow);
    }

    private async Task<RunningConsumer> StartAsync(string queue)
    {
        Requires.RabbitMQ();
        await influx.StartAsync();
        await broker.DeclareAsync(queue);
        return await RunningConsumer.StartAsync(
            RunningConsumer.Pipeline(broker.Url, queue, $"""
                [[outputs.influxdb]]
                urls = ["{influx.Url}"]
                database = "{queue}"
                """),
            ("QUEUE_PASSWORD", "guest"));
    }
}
