using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace Observability.StandIns.Logs.Http;

/// <summary>Reads bodies up to a size, which counts once they are unpacked.</summary>
internal static class BodyReader
{
    /// <summary>
    /// The body, unpacked where it is compressed with gzip or deflate, which for Loki is RFC 1951 without the frame that HTTP puts around it
    /// (https://github.com/grafana/loki/blob/main/pkg/loghttp/push/push.go: compress/flate).
    /// </summary>
    /// <exception cref="RequestException">It is compressed in another way.</exception>
    public static PipeReader Open(HttpContext context) => context.Request.Headers.ContentEncoding.ToString() switch
    {
        "" or "identity" or "snappy" => context.Request.BodyReader,
        "gzip" => PipeReader.Create(new GZipStream(context.Request.Body, CompressionMode.Decompress)),
        "deflate" => PipeReader.Create(new DeflateStream(context.Request.Body, CompressionMode.Decompress)),
        var other => throw new RequestException(StatusCodes.Status400BadRequest, $"Content-Encoding \"{other}\" not supported"),
    };

    /// <summary>Reads all of it into a buffer of a pool, which the caller returns.</summary>
    /// <exception cref="RequestException">It is too large.</exception>
    public static async Task<(byte[] Buffer, int Length)> ReadAsync(PipeReader reader, long limit, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 << 10);
        var length = 0;
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken);
                try
                {
                    CheckSize(length + read.Buffer.Length, limit);
                    var needed = (int)(length + read.Buffer.Length);
                    if (needed > buffer.Length)
                    {
                        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Max(needed, Math.Min(buffer.Length * 2L, Array.MaxLength)));
                        buffer.AsSpan(0, length).CopyTo(larger);
                        ArrayPool<byte>.Shared.Return(buffer);
                        buffer = larger;
                    }

                    read.Buffer.CopyTo(buffer.AsSpan(length));
                    length = needed;
                }
                finally
                {
                    // Also where it is refused: the server does not go on with what is still being looked at.
                    reader.AdvanceTo(read.Buffer.End);
                }

                if (read.IsCompleted)
                {
                    return (buffer, length);
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    /// <summary>Refuses what is too large.</summary>
    /// <exception cref="RequestException">It is.</exception>
    public static void CheckSize(long size, long limit)
    {
        if (size > limit)
        {
            throw new RequestException(StatusCodes.Status413PayloadTooLarge, $"request body too large: the limit is {limit} bytes");
        }
    }
}
