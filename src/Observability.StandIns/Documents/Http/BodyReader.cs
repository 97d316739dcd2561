using System.IO.Compression;

namespace Observability.StandIns.Documents.Http;

/// <summary>
/// Reads bodies, packed or not, up to a size each and up to a size all together: what does not fit is refused as a node under
/// pressure does (https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/indexing-pressure-settings).
/// </summary>
/// <param name="longestBody">Longest body in bytes, unpacked.</param>
internal sealed class BodyReader(int longestBody)
{
    private const long MostInFlight = 256L << 20;
    private const int FirstBuffer = 16 * 1024;
    private long _inFlight;

    /// <summary>Reads a body; give it back by <see cref="Release"/> when it is no longer used.</summary>
    /// <exception cref="ApiException">413 or 429.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > longestBody)
        {
            throw TooLong();
        }

        var encoding = request.Headers.ContentEncoding.ToString();
        return encoding.ToLowerInvariant() switch
        {
            "" or "identity" => await ReadAsync(request.Body, request.ContentLength ?? 0, cancellationToken),
            "gzip" => await UnpackAsync(request.Body, cancellationToken),
            _ => throw ApiErrors.NotSupported($"the Content-Encoding {encoding}"),
        };
    }

    /// <summary>Says that a body is no longer used.</summary>
    public void Release(ReadOnlyMemory<byte> body) => Interlocked.Add(ref _inFlight, -body.Length);

    private async Task<ReadOnlyMemory<byte>> UnpackAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            await using var unpacked = new GZipStream(body, CompressionMode.Decompress, leaveOpen: true);
            return await ReadAsync(unpacked, 0, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw ApiErrors.IllegalArgument("the body is not in GZIP format");
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(Stream body, long expected, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Max(FirstBuffer, expected + 1)];
        var length = 0;
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
            {
                length += read;
                var inFlight = Interlocked.Add(ref _inFlight, read);
                if (length > longestBody)
                {
                    throw TooLong();
                }

                if (inFlight > MostInFlight)
                {
                    throw new ApiException(
                        429, "es_rejected_execution_exception",
                        $"rejected execution: the bodies in flight would take more than {MostInFlight} bytes");
                }

                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, (int)Math.Min(2L * buffer.Length, Array.MaxLength));
                }
            }

            return buffer.AsMemory(0, length);
        }
        catch
        {
            Interlocked.Add(ref _inFlight, -length);
            throw;
        }
    }

    private ApiException TooLong() => new(
        413, "content_too_long_exception", $"entity content is too long for the configured limit [{longestBody}]");
}
