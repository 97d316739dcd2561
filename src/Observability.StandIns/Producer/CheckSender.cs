using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Observability.StandIns.Producer;

/// <summary>Looks at the targets and sends what it finds; the broker confirms each message, and one that it has not taken is sent again.</summary>
internal sealed class CheckSender(ProducerSettings settings, IConnectionFactory connections, TimeProvider clock, ILogger<CheckSender> logger) : BackgroundService
{
    // One is stored as a point, the other as a document: the bindings of the queues say so.
    private static readonly string[] s_routingKeys = ["points.check", "documents.check"];
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectCallback = ConnectAsync })
    {
        Timeout = s_patience,
    };

    private volatile bool _hasSent;

    /// <summary>True once the broker has taken everything of one look.</summary>
    public bool HasSent => _hasSent;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await connections.CreateConnectionAsync(stoppingToken).ConfigureAwait(false);
                await using var channel = await connection.CreateChannelAsync(
                    new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), stoppingToken).ConfigureAwait(false);
                await SendAsync(channel, stoppingToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is BrokerUnreachableException or AlreadyClosedException or OperationInterruptedException or PublishException or IOException)
            {
                logger.LogWarning("The broker takes nothing: {Reason}", error.InnerException?.Message ?? error.Message);
                await Task.Delay(settings.Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <inheritdoc />
    public override void Dispose()
    {
        _client.Dispose();
        base.Dispose();
    }

    // Names below localhost are this machine, as browsers know and not every resolver does (RFC 6761, section 6.3).
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            EndPoint address = context.DnsEndPoint.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
                ? new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port)
                : context.DnsEndPoint;
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task SendAsync(IChannel channel, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(settings.Interval, clock);
        do
        {
            foreach (var (name, url) in settings.Targets)
            {
                var message = Encoding.UTF8.GetBytes(await LookAsync(name, url, cancellationToken).ConfigureAwait(false));
                foreach (var key in s_routingKeys)
                {
                    await channel.BasicPublishAsync(
                        settings.Exchange, key, mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, message, cancellationToken).ConfigureAwait(false);
                }
            }

            _hasSent = true;
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    // check,target=grafana,up=true status=302i,seconds=0.0042 1764121445123456700
    private async Task<string> LookAsync(string name, Uri url, CancellationToken cancellationToken)
    {
        const int NanosecondsPerTick = 100;
        var started = clock.GetTimestamp();
        var status = 0;
        try
        {
            using var answer = await _client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            status = (int)answer.StatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // It does not answer, which is what is sent.
        }

        var up = status is > 0 and < StatusCodes.Status500InternalServerError ? "true" : "false";
        var time = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;
        return string.Create(
            CultureInfo.InvariantCulture, $"check,target={name},up={up} status={status}i,seconds={clock.GetElapsedTime(started).TotalSeconds:0.0######} {time}");
    }
}
