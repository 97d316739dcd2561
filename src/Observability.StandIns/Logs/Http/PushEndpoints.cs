using System.Buffers;
using System.Text.Json;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Ingest;
using Observability.StandIns.Logs.Ingest.Otlp;
using Observability.StandIns.Logs.Storage;
using Snappier;

namespace Observability.StandIns.Logs.Http;

/// <summary>Takes lines, in Loki's own formats and in OTLP.</summary>
internal sealed class PushEndpoints(
    LogStore store, LogsConfiguration configuration, PushAdmission admission, LogsMetrics metrics, TimeProvider clock)
{
    private const int BadRequest = StatusCodes.Status400BadRequest;

    /// <summary><c>POST /loki/api/v1/push</c></summary>
    public Task PushAsync(HttpContext context) => TakeAsync(context, (_, batch) => IsJson(context)
        ? ReadJsonAsync(context, batch)
        : ReadWholeAsync(context, body => ReadSnappy(body.Span, batch)));

    /// <summary><c>POST /otlp/v1/logs</c></summary>
    public Task PushOtlpAsync(HttpContext context) => TakeAsync(context, (tenant, batch) => ReadWholeAsync(context, body =>
    {
        var resources = IsJson(context) ? OtlpJsonReader.Read(body) : OtlpProtoReader.Read(body.Span);
        new OtlpMapper(configuration.LimitsOf(tenant).Otlp, clock).Map(resources, batch);
    }));

    private async Task TakeAsync(HttpContext context, Func<string, PushedBatch, Task> readAsync)
    {
        var name = Tenants.One(context, configuration);
        using var batch = new PushedBatch();
        try
        {
            await readAsync(name, batch);
        }
        catch (Exception mistake) when (mistake is JsonException or InvalidDataException or InvalidOperationException)
        {
            throw new RequestException(BadRequest, $"couldn't parse push request: {mistake.Message}");
        }

        var tenant = store.GetTenant(name);
        var admitted = admission.Admit(tenant, batch);
        if (admitted.Appends.Count > 0)
        {
            await store.AppendAsync(admitted.Appends);
        }

        metrics.SetStreams(tenant.Name, tenant.StreamCount);
        if (admitted.Refusal is { } refusal)
        {
            throw refusal;
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task ReadJsonAsync(HttpContext context, PushedBatch batch)
    {
        var parser = new JsonPushParser(batch);
        var reader = BodyReader.Open(context);
        var size = 0L;
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(context.RequestAborted);
                var understood = read.Buffer.Start;
                try
                {
                    BodyReader.CheckSize(size + read.Buffer.Length, configuration.MaxPushBytes);
                    understood = parser.Read(read.Buffer, read.IsCompleted);
                    size += read.Buffer.Slice(0, understood).Length;
                }
                finally
                {
                    // Also where it is refused: the server does not go on with what is still being looked at.
                    reader.AdvanceTo(understood, read.Buffer.End);
                }

                if (read.IsCompleted)
                {
                    parser.Complete();
                    return;
                }
            }
        }
        finally
        {
            parser.Abandon();
        }
    }

    private async Task ReadWholeAsync(HttpContext context, Action<ReadOnlyMemory<byte>> read)
    {
        var (buffer, length) = await BodyReader.ReadAsync(BodyReader.Open(context), configuration.MaxPushBytes, context.RequestAborted);
        try
        {
            read(buffer.AsMemory(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // The length that the body says of itself is looked at first: a few bytes can claim to be gigabytes.
    private void ReadSnappy(ReadOnlySpan<byte> body, PushedBatch batch)
    {
        var length = Snappy.GetUncompressedLength(body);
        BodyReader.CheckSize(length, configuration.MaxPushBytes);
        var message = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var actual = Snappy.Decompress(body, message);
            ProtoPushParser.Read(message.AsSpan(0, actual), batch);
        }
        catch (ArgumentException mistake)
        {
            throw new InvalidDataException(mistake.Message);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(message);
        }
    }

    // Loki takes what says nothing as snappy.
    private static bool IsJson(HttpContext context)
    {
        var type = context.Request.ContentType ?? string.Empty;
        var end = type.IndexOf(';', StringComparison.Ordinal);
        var plain = (end < 0 ? type : type[..end]).Trim().ToLowerInvariant();
        return plain switch
        {
            "application/json" => true,
            "" or "application/x-protobuf" => false,
            _ => throw new RequestException(
                StatusCodes.Status415UnsupportedMediaType,
                $"Content-Type \"{type}\" not supported; use application/json or application/x-protobuf"),
        };
    }
}
