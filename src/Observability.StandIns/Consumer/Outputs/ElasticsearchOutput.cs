using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Observability.StandIns.Consumer.Configuration;
using Observability.StandIns.Consumer.Routing;

namespace Observability.StandIns.Consumer.Outputs;

/// <summary>
/// Writes documents by the bulk API (https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk), which says of
/// each document what has become of it.
/// </summary>
internal sealed class ElasticsearchOutput(ElasticsearchSettings settings) : IMetricOutput, IDisposable
{
    private static readonly JsonWriterOptions s_json =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly IndexName _index = new(settings.IndexName, settings.DefaultTagValue);
    private readonly string _action = settings.OnlyCreate ? "create" : "index";

    private readonly StoreClient _client = new(
        settings.Urls,
        settings.Timeout,
        settings.BearerToken is { } token
            ? new AuthenticationHeaderValue("Bearer", token)
            : BasicAuthentication.Of(settings.User, settings.Password),
        settings.IsCompressed);

    private bool _hasTemplate = settings.Template is null;

    /// <inheritdoc />
    public async Task<WriteResult> WriteAsync(IReadOnlyList<QueuedMetric> batch, CancellationToken cancellationToken)
    {
        var result = new WriteResult(batch.Count);
        if (!_hasTemplate)
        {
            var template = await FindOrPutTemplateAsync(cancellationToken);
            if (!template.IsSuccess)
            {
                result.Note(template);
                return result;
            }

            _hasTemplate = true;
        }

        await BatchDivision.WriteAsync(result, batch.Count, (start, count) => SendAsync(batch, start, count, result, cancellationToken));
        return result;
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    // One that is there somebody may have changed.
    private async Task<StoreAnswer> FindOrPutTemplateAsync(CancellationToken cancellationToken)
    {
        var path = $"/_template/{Uri.EscapeDataString(settings.Template!)}";
        if (!settings.OverwritesTemplate)
        {
            var found = await _client.SendAsync(HttpMethod.Head, path, cancellationToken);
            if (found.Status != StatusCodes.Status404NotFound)
            {
                return found;
            }
        }

        return await _client.SendAsync(
            HttpMethod.Put, path, ElasticsearchTemplate.Write(_index.Prefix), "application/json", cancellationToken);
    }

    private async Task<StoreAnswer?> SendAsync(
        IReadOnlyList<QueuedMetric> batch, int start, int count, WriteResult result, CancellationToken cancellationToken)
    {
        var answer = await _client.SendAsync(
            HttpMethod.Post, "/_bulk", Write(batch, start, count), "application/x-ndjson", cancellationToken);
        return answer.IsSuccess ? ReadItems(answer, start, count, result) : answer;
    }

    private ReadOnlyMemory<byte> Write(IReadOnlyList<QueuedMetric> batch, int start, int count)
    {
        var buffer = new ArrayBufferWriter<byte>(count * 256);
        using var json = new Utf8JsonWriter(buffer, s_json);
        for (var i = start; i < start + count; i++)
        {
            var metric = batch[i].Metric;
            json.WriteStartObject();
            json.WriteStartObject(_action);
            json.WriteString("_index", _index.For(metric));
            if (settings.ForceDocumentId)
            {
                json.WriteString("_id", ElasticsearchDocument.IdOf(metric));
            }

            json.WriteEndObject();
            json.WriteEndObject();
            EndLine(json, buffer);
            ElasticsearchDocument.Write(json, metric);
            EndLine(json, buffer);
        }

        return buffer.WrittenMemory;
    }

    private static void EndLine(Utf8JsonWriter json, ArrayBufferWriter<byte> buffer)
    {
        json.Flush();
        buffer.Write("\n"u8);
        json.Reset();
    }

    /// <summary>
    /// Takes the outcome of each document from an answer such as <c>{"errors":true,"items":[{"index":{"status":400,…}}]}</c>.
    /// </summary>
    /// <returns>Null where the outcomes are in the result now; else what stands for all of them.</returns>
    private static StoreAnswer? ReadItems(StoreAnswer answer, int start, int count, WriteResult result)
    {
        // Whoever answers so is not Elasticsearch.
        var unreadable = answer with { Status = StatusCodes.Status502BadGateway };
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            if (document.RootElement.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.False)
            {
                return answer;
            }

            var items = document.RootElement.GetProperty("items");
            if (items.GetArrayLength() != count)
            {
                return unreadable;
            }

            var index = start;
            foreach (var item in items.EnumerateArray())
            {
                var outcome = item.EnumerateObject().First().Value;
                var status = outcome.GetProperty("status").GetInt32();
                result.Outcomes[index++] = OutcomeOf(status);
                if (OutcomeOf(status) != WriteOutcome.Accepted)
                {
                    result.Note(new StoreAnswer(
                        status, outcome.TryGetProperty("error", out var error) ? error.GetRawText() : string.Empty, TimeSpan.Zero));
                }
            }

            return null;
        }
        catch (Exception mistake)
            when (mistake is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return unreadable;
        }
    }

    // 409: a document of this identifier is there already, of the first time that this message came.
    private static WriteOutcome OutcomeOf(int status) => status switch
    {
        >= 200 and < 300 or StatusCodes.Status409Conflict => WriteOutcome.Accepted,
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests => WriteOutcome.Kept,
        >= 500 => WriteOutcome.Kept,
        _ => WriteOutcome.Refused,
    };
}
