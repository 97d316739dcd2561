using System.Globalization;
using System.Text.Json;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Queries;

namespace Observability.StandIns.Logs.Ruling;

/// <summary>
/// Sends alerts to each Alertmanager (https://prometheus.io/docs/alerting/latest/clients/). What could not be sent is sent with the next
/// evaluation.
/// </summary>
internal sealed class AlertNotifier : IDisposable
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private readonly RulerSettings _settings;
    private readonly LogsMetrics _metrics;
    private readonly ILogger<AlertNotifier> _logger;
    private readonly HttpClient _client;

    /// <summary>Makes one; nothing is sent yet.</summary>
    public AlertNotifier(LogsConfiguration configuration, LogsMetrics metrics, ILogger<AlertNotifier> logger)
    {
        (_settings, _metrics, _logger) = (configuration.Ruler, metrics, logger);
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
        {
            Timeout = _settings.NotificationTimeout > TimeSpan.Zero ? _settings.NotificationTimeout : Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Sends alerts; those that got through are marked so.</summary>
    public async Task SendAsync(
        RuleGroup group, IReadOnlyList<AlertInstance> alerts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (alerts.Count == 0 || _settings.AlertmanagerUrls.Count == 0)
        {
            return;
        }

        // One Alertmanager that knows is enough: they tell each other.
        var body = Write(group, alerts, now);
        var sent = false;
        foreach (var url in _settings.AlertmanagerUrls)
        {
            sent |= await PostAsync(url, body, alerts.Count, cancellationToken);
        }

        foreach (var alert in sent ? alerts : [])
        {
            alert.LastSent = now;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task<bool> PostAsync(Uri url, ReadOnlyMemory<byte> body, int count, CancellationToken cancellationToken)
    {
        var isGood = false;
        try
        {
            using var content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new("application/json") } };
            using var answer = await _client.PostAsync(new Uri(url, "api/v2/alerts"), content, cancellationToken);
            isGood = answer.IsSuccessStatusCode;
            if (!isGood)
            {
                _logger.LogWarning("{Url} did not take {Count} alerts: it answered {Status}", url, count, (int)answer.StatusCode);
            }
        }
        catch (Exception error) when (
            error is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            _logger.LogWarning("{Url} did not take {Count} alerts: {Problem}", url, count, error.Message);
        }

        _metrics.CountNotifications(url.AbsoluteUri, count, !isGood);
        return isGood;
    }

    private ReadOnlyMemory<byte> Write(RuleGroup group, IReadOnlyList<AlertInstance> alerts, DateTimeOffset now)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartArray();
        foreach (var alert in alerts)
        {
            writer.WriteStartObject();
            writer.WritePropertyName("labels"u8);
            ApiJson.WriteLabels(writer, alert.Labels);
            writer.WritePropertyName("annotations"u8);
            ApiJson.WriteLabels(writer, alert.Annotations);
            writer.WriteString("startsAt"u8, Format(alert.FiredAt));

            // Where nothing is heard of it any more it ends by itself, after four of the longer of the two intervals.
            var interval = group.Interval > _settings.ResendDelay ? group.Interval : _settings.ResendDelay;
            writer.WriteString("endsAt"u8, Format(alert.ResolvedAt ?? now + (4 * interval)));
            if (_settings.ExternalUrl.Length > 0)
            {
                writer.WriteString("generatorURL"u8, _settings.ExternalUrl);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
