using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using RabbitMQ.Client;

namespace Observability.StandIns.Tests.Consumer;

/// <summary>A RabbitMQ of the machine's package, on a port of its own, which can be stopped and comes back with what it held.</summary>
public sealed class Broker : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Take();
    private ChildProcess? _server;

    /// <summary>Its URL.</summary>
    public string Url => $"amqp://127.0.0.1:{_port}";

    public async ValueTask InitializeAsync()
    {
        if (MachineCapabilities.FindRabbitMQ() is not null)
        {
            await StartAsync();
        }
    }

    /// <summary>Starts it and waits until it takes connections.</summary>
    public async Task StartAsync()
    {
        // Without epmd and without a port for other nodes, as the stack starts it.
        _folder.Write("rabbitmq.conf", string.Create(CultureInfo.InvariantCulture, $"""
            listeners.tcp.1 = 127.0.0.1:{_port}
            log.console = true
            log.file = false

            """));
        _folder.Write("enabled_plugins", "[].\n");
        _server = ChildProcess.Start(MachineCapabilities.FindRabbitMQ()!, [], _folder.Path, new Dictionary<string, string?>
        {
            ["RABBITMQ_NODENAME"] = "rabbit@localhost",
            ["RABBITMQ_CONFIG_FILE"] = _folder.Combine("rabbitmq.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = _folder.Combine("enabled_plugins"),
            ["RABBITMQ_MNESIA_BASE"] = _folder.Combine("mnesia"),
            ["RABBITMQ_LOG_BASE"] = _folder.Combine("log"),
            ["RABBITMQ_LOGS"] = "-",
            ["RABBITMQ_CONF_ENV_FILE"] = _folder.Combine("none"),
            ["RABBITMQ_CONFIG_FILES"] = _folder.Combine("conf.d"),
            ["RABBITMQ_ADVANCED_CONFIG_FILE"] = _folder.Combine("advanced.config"),
            ["HOME"] = _folder.Path,
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-sname rabbit@localhost -dist_listen false -start_epmd false -erl_epmd_port 25672 -shutdown_time 2000",
            ["RUNNING_UNDER_SYSTEMD"] = "true",
        });
        await Eventually.BecomesAsync(
            "RabbitMQ takes connections",
            async _ =>
            {
                await using var connection = await ConnectAsync();
                return connection.IsOpen;
            },
            isOpen => isOpen,
            Deadline.ServerReady);
    }

    /// <summary>Stops it in order.</summary>
    public async Task StopAsync()
    {
        _server!.Signal(PosixSignal.SIGTERM);
        await _server.ExitCodeAsync(Deadline.ServerReady);
    }

    public Task<IConnection> ConnectAsync() => new ConnectionFactory { Uri = new Uri(Url), AutomaticRecoveryEnabled = false }
        .CreateConnectionAsync(TestContext.Current.CancellationToken);

    /// <summary>Declares a durable queue whose dead letters go to <c>&lt;name&gt;.dead</c>, as the stack declares them.</summary>
    public async Task DeclareAsync(string queue)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        await channel.QueueDeclareAsync($"{queue}.dead", durable: true, exclusive: false, autoDelete: false, cancellationToken: TestContext.Current.CancellationToken);
        await channel.QueueDeclareAsync(
            queue,
            durable: true,
            exclusive: false,
            autoDelete: false,
            new Dictionary<string, object?> { ["x-dead-letter-exchange"] = string.Empty, ["x-dead-letter-routing-key"] = $"{queue}.dead" },
            cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>Publishes persistent messages and returns once the broker has confirmed every one.</summary>
    public async Task PublishAsync(string queue, IEnumerable<string> bodies)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null),
            TestContext.Current.CancellationToken);
        foreach (var some in bodies.Chunk(1000))
        {
            await Task.WhenAll(some.Select(body => channel.BasicPublishAsync(
                string.Empty, queue, mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(body), TestContext.Current.CancellationToken).AsTask()));
        }
    }

    /// <summary>Messages of a queue that no consumer holds.</summary>
    public async Task<uint> ReadyAsync(string queue)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        return (await channel.QueueDeclarePassiveAsync(queue, TestContext.Current.CancellationToken)).MessageCount;
    }

    /// <summary>Waits until nobody reads a queue.</summary>
    public Task<uint> IsLeftAsync(string queue) => Eventually.BecomesAsync(
        $"nobody reads queue {queue}",
        async _ =>
        {
            await using var connection = await ConnectAsync();
            await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
            return await channel.ConsumerCountAsync(queue, TestContext.Current.CancellationToken);
        },
        consumers => consumers == 0,
        Deadline.DataFlow);

    /// <summary>Deletes a queue, which cancels those who read it.</summary>
    public async Task DeleteAsync(string queue)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        await channel.QueueDeleteAsync(queue, cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <summary>
    /// Messages of a queue that nobody reads, whether handed out before or not: when the last consumer is gone they are all ready.
    /// </summary>
    public Task<uint> SettlesAtAsync(string queue, uint count) => Eventually.BecomesAsync(
        $"queue {queue} has {count} messages", async _ => await ReadyAsync(queue), ready => ready == count, Deadline.DataFlow);

    /// <summary>Takes a message out of a queue.</summary>
    public async Task<string?> GetAsync(string queue)
    {
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var message = await channel.BasicGetAsync(queue, autoAck: true, TestContext.Current.CancellationToken);
        return message is null ? null : Encoding.UTF8.GetString(message.Body.Span);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }
}
