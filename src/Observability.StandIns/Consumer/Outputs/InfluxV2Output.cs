using System.Net.Http.Headers;
using Observability.StandIns.Consumer.Configuration;
using Observability.StandIns.Consumer.Routing;

namespace Observability.StandIns.Consumer.Outputs;

/// <summary>Writes to InfluxDB 2 (https://docs.influxdata.com/influxdb/v2/api/#operation/PostWrite).</summary>
internal sealed class InfluxV2Output(InfluxV2Settings settings) : IMetricOutput, IDisposable
{
    private readonly StoreClient _client = new(
        settings.Urls,
        settings.Line.Timeout,
        settings.Token.Length == 0 ? null : new AuthenticationHeaderValue("Token", settings.Token),
        settings.Line.IsCompressed);

    private readonly string? _withoutTag = settings.ExcludeBucketTag ? settings.BucketTag : null;

    /// <inheritdoc />
    public async Task<WriteResult> WriteAsync(IReadOnlyList<QueuedMetric> batch, CancellationToken cancellationToken)
    {
        var result = new WriteResult(batch.Count);
        var buckets = Enumerable.Range(0, batch.Count).GroupBy(index => BucketOf(batch[index]), StringComparer.Ordinal);
        foreach (var bucket in buckets)
        {
            await WriteAsync(bucket.Key, [.. bucket], batch, result, cancellationToken);
        }

        return result;
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task WriteAsync(
        string bucket, int[] indices, IReadOnlyList<QueuedMetric> batch, WriteResult result, CancellationToken cancellationToken)
    {
        var part = new WriteResult(indices.Length);
        var path = $"/api/v2/write?bucket={Uri.EscapeDataString(bucket)}&org={Uri.EscapeDataString(settings.Organization)}";
        await BatchDivision.WriteAsync(part, indices.Length, async (start, count) => await _client.SendAsync(
            HttpMethod.Post,
            path,
            LineBody.Write(indices.Skip(start).Take(count).Select(index => batch[index]), settings.Line.HasUnsigned, _withoutTag),
            LineBody.ContentType,
            cancellationToken));
        for (var i = 0; i < indices.Length; i++)
        {
            result.Outcomes[indices[i]] = part.Outcomes[i];
        }

        result.Problem = part.Problem ?? result.Problem;
        result.RetryAfter = part.RetryAfter > result.RetryAfter ? part.RetryAfter : result.RetryAfter;
    }

    private string BucketOf(QueuedMetric queued) =>
        settings.BucketTag is { } tag && queued.Metric.Tag(tag) is { } bucket ? bucket : settings.Bucket;
}
