using System.Net;
using System.Net.Sockets;
using System.Text;
using Prometheus;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Observability.StandIns.Producer;

/// <summary>Looks at the targets and sends what it finds; the broker confirms each message, and one that it has not taken is sent again.</summary>
internal sealed class CheckSender(ProducerSettings settings, IConnectionFactory connections, TimeProvider clock, ILogger<CheckSender> logger) : BackgroundService
{
    // One is stored as a point, the other as a document: the bindings of the queues say so.
    private static readonly string[] s_routingKeys = ["points.check", "documents.check"];
    private const string TargetLabel = "target";
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
            var round = new List<Check>();
            foreach (var (name, url) in settings.Targets)
            {
                var check = await LookAsync(name, url, cancellationToken).ConfigureAwait(false);
                round.Add(check);
                var message = Encoding.UTF8.GetBytes(check.ToLine());
                foreach (var key in s_routingKeys)
                {
                    await channel.BasicPublishAsync(
                        settings.Exchange, key, mandatory: true, new BasicProperties { DeliveryMode = DeliveryModes.Persistent }, message, cancellationToken).ConfigureAwait(false);
                }
            }

            _hasSent = true;
            if (settings.Pushgateway is { } pushgateway)
            {
                await PushAsync(pushgateway, round, cancellationToken).ConfigureAwait(false);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
    }

    private async Task<Check> LookAsync(string name, Uri url, CancellationToken cancellationToken)
    {
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

        return new Check(name, status, clock.GetElapsedTime(started), clock.GetUtcNow());
    }

    // A round is a job that ends: what the Pushgateway is for. The next round replaces this one; one that is not taken is not missed.
    private async Task PushAsync(Uri pushgateway, IReadOnlyList<Check> round, CancellationToken cancellationToken)
    {
        try
        {
            var registry = Metrics.NewCustomRegistry();
            var factory = Metrics.WithCustomRegistry(registry);
            var up = factory.CreateGauge("check_up", "1 where the target has answered, and not with an error of its own.", TargetLabel);
            var duration = factory.CreateGauge("check_duration_seconds", "How long the target took to answer.", TargetLabel);
            factory.CreateGauge("check_last_round_timestamp_seconds", "When the last round of checks ended.").SetToCurrentTimeUtc();
            foreach (var check in round)
            {
                up.WithLabels(check.Target).Set(check.IsUp ? 1 : 0);
                duration.WithLabels(check.Target).Set(check.Duration.TotalSeconds);
            }

            using var body = new MemoryStream();
            await registry.CollectAndExportAsTextAsync(body, cancellationToken).ConfigureAwait(false);
            using var content = new ByteArrayContent(body.ToArray());
            using var answer = await _client.PutAsync(new Uri(pushgateway, "/metrics/job/producer"), content, cancellationToken).ConfigureAwait(false);
            answer.EnsureSuccessStatusCode();
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning("The Pushgateway takes nothing: {Reason}", error.Message);
        }
    }
}
