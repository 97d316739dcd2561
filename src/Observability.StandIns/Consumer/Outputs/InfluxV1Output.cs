using Observability.StandIns.Consumer.Configuration;
using Observability.StandIns.Consumer.Routing;

namespace Observability.StandIns.Consumer.Outputs;

/// <summary>Writes to InfluxDB 1 (https://docs.influxdata.com/influxdb/v1/tools/api/#write-http-endpoint).</summary>
internal sealed class InfluxV1Output(InfluxV1Settings settings) : IMetricOutput, IDisposable
{
    private readonly StoreClient _client = new(
        settings.Urls, settings.Line.Timeout, BasicAuthentication.Of(settings.User, settings.Password), settings.Line.IsCompressed);

    private readonly string _path = $"/write?db={Uri.EscapeDataString(settings.Database)}"
        + (settings.RetentionPolicy is { } policy ? $"&rp={Uri.EscapeDataString(policy)}" : string.Empty);

    /// <inheritdoc />
    public async Task<WriteResult> WriteAsync(IReadOnlyList<QueuedMetric> batch, CancellationToken cancellationToken)
    {
        var result = new WriteResult(batch.Count);
        await BatchDivision.WriteAsync(result, batch.Count, async (start, count) => await SendAsync(
            LineBody.Write(batch.Skip(start).Take(count), settings.Line.HasUnsigned), cancellationToken));
        return result;
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task<StoreAnswer> SendAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var answer = await _client.SendAsync(HttpMethod.Post, _path, body, LineBody.ContentType, cancellationToken);
        if (settings.SkipDatabaseCreation || answer.IsSuccess || !answer.Body.Contains("database not found", StringComparison.Ordinal))
        {
            return answer;
        }

        var made = await CreateDatabaseAsync(cancellationToken);
        return made.IsSuccess ? await _client.SendAsync(HttpMethod.Post, _path, body, LineBody.ContentType, cancellationToken) : made;
    }

    private Task<StoreAnswer> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var name = settings.Database.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal);
        return _client.SendAsync(HttpMethod.Post, $"/query?q={Uri.EscapeDataString($"CREATE DATABASE \"{name}\"")}", cancellationToken);
    }
}
