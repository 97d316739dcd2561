using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aspire.Hosting.Embedded.Dcp.Model;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>A change of an object.</summary>
/// <param name="Object">The object after the change; before its end where it was deleted.</param>
/// <param name="IsDeleted">Whether it is gone.</param>
internal readonly record struct DcpChange<T>(T Object, bool IsDeleted)
    where T : DcpObject;

/// <summary>Follows all objects of a kind, for as long as the session lasts.</summary>
/// <remarks>
/// DCP repeats the last event of a networked container that was stopped some fifty times a second until the container is
/// deleted. So an event whose object has the uid and version of one that was seen already is dropped before the object is
/// read in full.
/// </remarks>
internal sealed class DcpWatch<T>(DcpClient client, string plural, JsonTypeInfo<T> type)
    where T : DcpObject
{
    // A connection that broke without notice is found out this way, as Aspire's own host does it.
    private static readonly TimeSpan s_renewal = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, (string Version, T Object)> _seen = new(StringComparer.Ordinal);
    private HashSet<string>? _listed;

    /// <summary>Yields each change once; ends when the token is cancelled.</summary>
    public async IAsyncEnumerable<DcpChange<T>> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            using var renewal = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            renewal.CancelAfter(s_renewal);
            var reader = await OpenAsync(renewal.Token, cancellationToken).ConfigureAwait(false);
            if (reader is null)
            {
                continue;
            }

            // A new watch begins with all there is, so what was seen and is not in it was deleted meanwhile.
            _listed = _seen.Count > 0 ? [] : null;
            while (await ReadLineAsync(reader, renewal.Token).ConfigureAwait(false) is { } line)
            {
                if (Read(line) is { } change)
                {
                    yield return change;
                }
            }

            await reader.CompleteAsync().ConfigureAwait(false);
            foreach (var gone in Missing())
            {
                yield return new DcpChange<T>(gone, IsDeleted: true);
            }
        }
    }

    private async Task<PipeReader?> OpenAsync(CancellationToken renewal, CancellationToken cancellationToken)
    {
        try
        {
            return PipeReader.Create(await client.OpenWatchAsync(plural, renewal).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or DcpException)
        {
            // DCP is ending, or the connection broke: the session's end cancels the token.
            await Task.Delay(s_retry, cancellationToken).ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
            return null;
        }
    }

    // Null at the end of the stream, however it came about.
    private static async ValueTask<byte[]?> ReadLineAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                var buffer = result.Buffer;
                if (buffer.PositionOf((byte)'\n') is { } end)
                {
                    var line = buffer.Slice(0, end).ToArray();
                    reader.AdvanceTo(buffer.GetPosition(1, end));
                    return line;
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted)
                {
                    return null;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or HttpRequestException)
        {
            return null;
        }
    }

    private DcpChange<T>? Read(byte[] line)
    {
        var header = DcpEventHeader.Read(line);
        if (header.Uid is null || header.Version is null)
        {
            // A bookmark, or an error such as "the version is too old", after which the stream ends.
            return null;
        }

        _listed?.Add(header.Uid);
        var isDeleted = header.Type == "DELETED";
        if (!isDeleted && _seen.TryGetValue(header.Uid, out var seen) && seen.Version == header.Version)
        {
            return null;
        }

        var value = JsonSerializer.Deserialize(line.AsSpan((int)header.ObjectStart, (int)header.ObjectLength), type);
        if (value is null)
        {
            return null;
        }

        if (isDeleted)
        {
            _seen.Remove(header.Uid);
        }
        else
        {
            _seen[header.Uid] = (header.Version, value);
        }

        return new DcpChange<T>(value, isDeleted);
    }

    private List<T> Missing()
    {
        List<T> missing = [];
        if (_listed is { } listed)
        {
            foreach (var (uid, (_, value)) in _seen)
            {
                if (!listed.Contains(uid))
                {
                    missing.Add(value);
                }
            }

            foreach (var value in missing)
            {
                _seen.Remove(value.Metadata.Uid!);
            }
        }

        return missing;
    }
}
