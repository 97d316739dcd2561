using System.Net;
using System.Net.NetworkInformation;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Observability.Hosting.Tests.RabbitMQ;

/// <summary>What the real server makes of the configuration.</summary>
[Tier(Tier.Process)]
public class RabbitMQServerTests(RabbitMQFixture rabbit) : IClassFixture<RabbitMQFixture>
{
    [Fact]
    public async Task Healthy_Definitions_AreImported()
    {
        var bindings = (await rabbit.GetAsync("/api/bindings/%2F")).EnumerateArray()
            .Select(binding => $"{binding.GetProperty("source")} --{binding.GetProperty("routing_key")}--> {binding.GetProperty("destination")}")
            .Where(binding => !binding.StartsWith(" --", StringComparison.Ordinal));

        Assert.Equal(
            ["telemetry --documents.#--> documents",
             "telemetry --points.#--> points",
             "telemetry.dead --documents--> documents.dead",
             "telemetry.dead --points--> points.dead"],
            bindings.Order(StringComparer.Ordinal));
        Assert.Equal("topic", (await rabbit.GetAsync("/api/exchanges/%2F/telemetry")).GetProperty("type").GetString());
        Assert.Equal(
            ["admin", "documents-reader", "feed-publisher", "points-reader"],
            (await rabbit.GetAsync("/api/users")).EnumerateArray().Select(user => user.GetProperty("name").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Publish_Confirmed_ReachesTheQueueOfItsKeyAndItsReader()
    {
        await rabbit.PublishAsync("points.weather", "weather temperature=21");

        await using var connection = await rabbit.ConnectAsync("points-reader", "queue-points");
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var message = await GetAsync(channel, "points");
        Assert.Equal("weather temperature=21", Encoding.UTF8.GetString(message.Body.Span));
        Assert.Equal("telemetry", message.Exchange);
        await channel.BasicAckAsync(message.DeliveryTag, multiple: false, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Publish_KeyThatNoQueueHas_IsReturned() =>
        await Assert.ThrowsAnyAsync<PublishException>(() => rabbit.PublishAsync("elsewhere", "lost"));

    [Fact]
    public async Task Reject_Message_GoesToItsDeadLetters()
    {
        await rabbit.PublishAsync("documents.log", "not line protocol");
        await using (var connection = await rabbit.ConnectAsync("documents-reader", "queue-documents"))
        await using (var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            var refused = await GetAsync(channel, "documents");
            await channel.BasicRejectAsync(refused.DeliveryTag, requeue: false, TestContext.Current.CancellationToken);
        }

        await using var admin = await rabbit.ConnectAsync("admin", "admin");
        await using var reading = await admin.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var dead = await GetAsync(reading, "documents.dead");
        Assert.Equal("not line protocol", Encoding.UTF8.GetString(dead.Body.Span));
        await reading.BasicAckAsync(dead.DeliveryTag, multiple: false, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("points-reader", "wrong")]
    [InlineData("guest", "guest")]
    public async Task Connect_WrongPasswordOrUser_IsRefused(string user, string password)
    {
        var refused = await Assert.ThrowsAsync<BrokerUnreachableException>(() => rabbit.ConnectAsync(user, "queue-points", password));

        Assert.IsType<AuthenticationFailureException>(refused.InnerException);
    }

    [Theory]
    [InlineData("reads another queue")]
    [InlineData("publishes")]
    [InlineData("declares")]
    public async Task Reader_MoreThanItsQueue_IsRefused(string what)
    {
        await using var connection = await rabbit.ConnectAsync("points-reader", "queue-points");
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            TestContext.Current.CancellationToken);
        Func<Task> attempt = what switch
        {
            "reads another queue" => () => channel.BasicGetAsync("documents", autoAck: false, TestContext.Current.CancellationToken),
            "publishes" => () => channel.BasicPublishAsync("telemetry", "points.x", "x"u8.ToArray(), TestContext.Current.CancellationToken).AsTask(),
            _ => () => channel.QueueDeclareAsync("mine", cancellationToken: TestContext.Current.CancellationToken),
        };

        var refused = await Assert.ThrowsAnyAsync<OperationInterruptedException>(attempt);
        Assert.Equal(Constants.AccessRefused, Assert.IsType<ShutdownEventArgs>(refused.ShutdownReason).ReplyCode);
    }

    /// <summary>A consumer that looks for its queue instead of declaring it, as those of this library do.</summary>
    [Fact]
    public async Task Reader_PassiveDeclareAndConsume_IsAllowed()
    {
        await using var connection = await rabbit.ConnectAsync("documents-reader", "queue-documents");
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("documents", (await channel.QueueDeclarePassiveAsync("documents", TestContext.Current.CancellationToken)).QueueName);
        await channel.BasicQosAsync(0, 1000, global: false, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Metrics_EachQueue_IsCounted() => await Eventually.BecomesAsync(
        "metrics of the queues",
        rabbit.GetMetricsAsync,
        metrics => metrics.Contains("rabbitmq_queue_messages_ready{vhost=\"/\",queue=\"points\"}", StringComparison.Ordinal)
            && metrics.Contains("queue=\"documents.dead\"", StringComparison.Ordinal),
        Deadline.ServerReady,
        metrics => string.Join('\n', metrics.Split('\n').Where(line => line.StartsWith("rabbitmq_queue_messages", StringComparison.Ordinal))));

    [Fact]
    public void Ports_Server_AreTheThreeOnLoopbackAndThereIsNoDaemon()
    {
        int[] ports = [.. new[] { "management", "amqp", "prometheus" }.Select(rabbit.PortOf).Order()];

        Assert.Equal(ports, ProcFs.ListeningPorts(rabbit.Leftovers.Processes().Select(process => process.Pid)));
        Assert.All(
            IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => ports.Contains(listener.Port)),
            listener => Assert.Equal(IPAddress.Loopback, listener.Address));
        Assert.DoesNotContain(rabbit.Leftovers.Processes(), process => process.CommandLine.Contains("epmd -daemon", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StateFolderAndCommandLines_Passwords_AreInNone()
    {
        string[] passwords =
        [
            await rabbit.GetPasswordAsync("admin"), await rabbit.GetPasswordAsync("queue-points"),
            await rabbit.GetPasswordAsync("queue-documents"), await rabbit.GetPasswordAsync("feed-publisher"),
        ];

        var places = Directory.EnumerateFiles(rabbit.StateFolder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) != "lock")
            .Select(file => (Where: file, Text: LiveFile.Read(file)))
            .Concat(rabbit.Leftovers.Processes().Select(process => (Where: process.CommandLine, Text: process.CommandLine)))
            .ToList();

        Assert.Contains(places, place => place.Where.EndsWith("definitions.json", StringComparison.Ordinal));
        Assert.DoesNotContain(places, place => passwords.Any(password => place.Text.Contains(password, StringComparison.Ordinal)));
    }

    private static async Task<BasicGetResult> GetAsync(IChannel channel, string queue) => (await Eventually.BecomesAsync(
        $"a message in {queue}",
        cancellationToken => channel.BasicGetAsync(queue, autoAck: false, cancellationToken),
        message => message is not null,
        Deadline.ServerReady))!;
}
