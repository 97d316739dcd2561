using System.Buffers;
using Observability.LogQL;
using Observability.LogQL.Source;
using Snappier;

namespace Observability.StandIns.Logs.Storage;

/// <summary>
/// Entries as bytes. The columns, before they are compressed:
/// <code>
/// number of entries, number of different metadata
/// each metadata: number of labels, then name and value of each
/// each entry: nanoseconds since the one before, length of the line, and where there is any metadata which (0: none)
/// </code>
/// </summary>
internal static class BlockCodec
{
    /// <summary>Compresses entries, which ascend in time.</summary>
    public static BlockPayload Encode(in LogBatch batch)
    {
        using var writer = new ByteWriter();
        var metadata = batch.Metadata.Span;
        var numbers = new Dictionary<LabelSet, int>();
        foreach (var set in metadata)
        {
            if (set is { Count: > 0 })
            {
                numbers.TryAdd(set, numbers.Count + 1);
            }
        }

        writer.WriteNumber((ulong)batch.Count);
        writer.WriteNumber((ulong)numbers.Count);
        foreach (var set in numbers.Keys)
        {
            LabelCodec.Write(writer, set);
        }

        var times = batch.Times.Span;
        var offsets = batch.Offsets.Span;
        var before = 0L;
        for (var i = 0; i < times.Length; i++)
        {
            writer.WriteNumber((ulong)(times[i] - before));
            writer.WriteNumber((ulong)(offsets[i + 1] - offsets[i]));
            if (numbers.Count > 0)
            {
                writer.WriteNumber(metadata[i] is { Count: > 0 } set ? (ulong)numbers[set] : 0);
            }

            before = times[i];
        }

        return new BlockPayload(Compress(writer.Written), Compress(batch.Text.Span[offsets[0]..offsets[^1]]));
    }

    /// <summary>Reads the columns into arrays, which must be as long as the block has entries (and one more for the offsets).</summary>
    public static LabelSet?[] DecodeColumns(ReadOnlySpan<byte> columns, Span<long> times, Span<int> offsets)
    {
        var length = Snappy.GetUncompressedLength(columns);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            Snappy.Decompress(columns, buffer);
            var reader = new ByteReader(buffer.AsSpan(0, length));
            var count = reader.ReadCount();
            var sets = new LabelSet[reader.ReadCount()];
            for (var i = 0; i < sets.Length; i++)
            {
                sets[i] = KnownLevels.Share(LabelCodec.Read(ref reader));
            }

            var metadata = sets.Length == 0 ? [] : new LabelSet?[count];
            var time = 0L;
            offsets[0] = 0;
            for (var i = 0; i < count; i++)
            {
                time += (long)reader.ReadNumber();
                times[i] = time;
                offsets[i + 1] = offsets[i] + reader.ReadCount();
                if (sets.Length > 0 && reader.ReadCount() is > 0 and var number)
                {
                    metadata[i] = sets[number - 1];
                }
            }

            return metadata;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads the lines.</summary>
    public static void DecodeText(ReadOnlySpan<byte> text, Span<byte> destination) => Snappy.Decompress(text, destination);

    private static byte[] Compress(ReadOnlySpan<byte> bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Snappy.GetMaxCompressedLength(bytes.Length));
        var length = Snappy.Compress(bytes, buffer);
        var compressed = buffer.AsSpan(0, length).ToArray();
        ArrayPool<byte>.Shared.Return(buffer);
        return compressed;
    }
}
