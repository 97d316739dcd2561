using System.Globalization;
using System.Net.WebSockets;
using Observability.LogQL;
using Observability.LogQL.Results;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Http;
using Observability.StandIns.Logs.Queries;

namespace Observability.StandIns.Logs.Tailing;

/// <summary>
/// Sends lines as they come, over a WebSocket (https://grafana.com/docs/loki/latest/reference/loki-http-api/#stream-logs).
/// </summary>
internal sealed class TailEndpoint(
    TailHub hub, QueryEndpoints queries, LogsConfiguration configuration, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private const long LongestDelaySeconds = 5;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary><c>GET /loki/api/v1/tail</c></summary>
    public async Task TailAsync(HttpContext context)
    {
        var tenant = Tenants.One(context, configuration);
        var limits = configuration.LimitsOf(tenant);
        var request = await QueryRequest.ReadAsync(context, clock);
        var query = request.Query();
        var pipeline = LogPipeline.Create(query);
        var delay = ReadDelay(request);
        var now = LokiTime.Now(clock);
        var history = QueryParameters.Range(
            request.Time("start") ?? now - (3600 * LokiTime.Second), now + LokiTime.Second, LokiTime.Second) with
        {
            Limit = request.Limit(limits),
        };
        if (!context.WebSockets.IsWebSocketRequest)
        {
            throw QueryRequest.Bad("Bad Request: a tail needs a WebSocket");
        }

        var tail = new Tail(tenant, query.Selectors[0], clock);
        if (!hub.TryAdd(tail, limits.MaxTails))
        {
            throw QueryRequest.Bad(
                $"max concurrent tail requests limit exceeded, count > limit ({limits.MaxTails + 1} > {limits.MaxTails})");
        }

        try
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            stop.CancelAfter(configuration.TailMaxDuration);
            var listening = ListenAsync(socket, stop);
            var sent = await SendHistoryAsync(socket, tenant, query, history, stop.Token);
            await SendAsync(socket, tail, pipeline, delay, sent, stop.Token);
            await listening;
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            // Whoever listened has gone, or has listened for as long as anybody may.
        }
        finally
        {
            hub.Remove(tail);
        }
    }

    private static TimeSpan ReadDelay(QueryRequest request) => request.Text("delay_for") switch
    {
        null or "" => TimeSpan.Zero,
        var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) =>
            seconds <= LongestDelaySeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw QueryRequest.Bad($"delay_for can't be greater than {LongestDelaySeconds}"),
        var text => throw QueryRequest.Bad($"delay_for: '{text}' is no number of seconds"),
    };

    // What the other side sends means nothing; that it closes does.
    private static async Task ListenAsync(WebSocket socket, CancellationTokenSource stop)
    {
        var buffer = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer, stop.Token)).MessageType != WebSocketMessageType.Close)
            {
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stop.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            // It is over either way.
        }

        await stop.CancelAsync();
    }

    private async Task<HashSet<(LabelSet, long, string)>> SendHistoryAsync(
        WebSocket socket, string tenant, LogQLQuery query, QueryParameters parameters, CancellationToken cancellationToken)
    {
        var result = await queries.EvaluateAsync([tenant], query, parameters, cancellationToken);
        var entries = ((StreamsData)result.Data).Streams.SelectMany(stream => stream.Entries).OrderBy(entry => entry.Time).ToList();
        if (entries.Count > 0)
        {
            await SendFrameAsync(socket, entries, [], cancellationToken);
        }

        return [.. entries.Select(Identify)];
    }

    private async Task SendAsync(
        WebSocket socket,
        Tail tail,
        LogPipeline pipeline,
        TimeSpan delay,
        HashSet<(LabelSet, long, string)> sent,
        CancellationToken cancellationToken)
    {
        var entries = new List<ResultEntry>();
        while (await tail.Waiting.WaitToReadAsync(cancellationToken))
        {
            await Task.Delay(s_pause, clock, cancellationToken);
            entries.Clear();
            while (tail.Waiting.TryPeek(out var next) && clock.GetElapsedTime(next.Arrival) >= delay && tail.Waiting.TryRead(out next))
            {
                // What came while the history was read may have been part of it.
                if (pipeline.Process(next.Labels, next.Entry) is { } entry && !sent.Remove(Identify(entry)))
                {
                    entries.Add(entry);
                }
            }

            var dropped = tail.TakeDropped();
            if (entries.Count + dropped.Count > 0)
            {
                await SendFrameAsync(socket, entries, dropped, cancellationToken);
            }
        }
    }

    private static (LabelSet Labels, long Time, string Line) Identify(ResultEntry entry) =>
        (entry.StreamLabels, entry.Time, System.Text.Encoding.UTF8.GetString(entry.Line.Span));

    private static async Task SendFrameAsync(
        WebSocket socket,
        List<ResultEntry> entries,
        IReadOnlyList<(LabelSet Labels, long Time)> dropped,
        CancellationToken cancellationToken)
    {
        var frame = ApiJson.ToBytes(writer =>
        {
            writer.WriteStartArray("streams"u8);
            foreach (var stream in entries.GroupBy(entry => entry.Labels))
            {
                writer.WriteStartObject();
                writer.WritePropertyName("stream"u8);
                ApiJson.WriteLabels(writer, stream.Key);
                writer.WriteStartArray("values"u8);
                foreach (var entry in stream)
                {
                    ResultWriter.WriteEntry(writer, entry, categorizes: false);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            if (dropped.Count > 0)
            {
                writer.WriteStartArray("dropped_entries"u8);
                foreach (var (labels, time) in dropped)
                {
                    writer.WriteStartObject();
                    writer.WritePropertyName("labels"u8);
                    ApiJson.WriteLabels(writer, labels);
                    writer.WritePropertyName("timestamp"u8);
                    ApiJson.WriteTime(writer, time);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }
        });
        await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
    }
}
