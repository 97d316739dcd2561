using System.Text;

namespace Observability.Hosting.Tests.RabbitMQ;

[Tier(Tier.Process)]
public sealed class RabbitMQLifetimeTests : IDisposable
{
    private readonly TemporaryFolder _state = new();
    private readonly Leftovers _leftovers = new();

    public RabbitMQLifetimeTests()
    {
        Requires.RabbitMQ();
        Requires.AspireBundleOrNpm();
    }

    [Fact]
    public async Task Stop_PersistentRun_LeavesNoProcessAndTheNextRunHasTheMessage()
    {
        using var ports = await WellKnownPorts.TakeTurnAsync();
        await using (var first = await RabbitMQFixture.StartAsync(_state.Path, _leftovers, "--Stack:Persist=true"))
        {
            await RabbitMQFixture.PublishAsync(first, "points.kept", "kept value=1");
            Assert.NotEmpty(_leftovers.NotePorts());
        }

        await _leftovers.AreGoneAsync(Deadline.Gone);

        await using var second = await RabbitMQFixture.StartAsync(_state.Path, _leftovers, "--Stack:Persist=true");
        await using var connection = await RabbitMQFixture.ConnectAsync(second, "points-reader", "queue-points");
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var message = await channel.BasicGetAsync("points", autoAck: true, TestContext.Current.CancellationToken);
        Assert.Equal("kept value=1", Encoding.UTF8.GetString(message!.Body.Span));
    }

    public void Dispose()
    {
        _leftovers.KillAll();
        _state.Dispose();
    }
}
