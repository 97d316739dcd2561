using System.Runtime.InteropServices;
using System.Text;

namespace Observability.StandIns.Points.Storage;

/// <summary>
/// Writes a block of a column as bytes. One byte tells how the times are kept: <c>0</c> by first time and step (readings of a
/// timer), <c>1</c> as they are. Numbers follow as 8 bytes each, booleans as one, texts as a length and UTF-8.
/// </summary>
internal static class BlockCodec
{
    private const byte RegularTimes = 0;
    private const byte PlainTimes = 1;

    /// <summary>Points of a full block: large enough that reading a million is some hundred rows, small enough to rewrite.</summary>
    public const int BlockPoints = 8192;

    /// <summary>Writes points of sorted data.</summary>
    public static byte[] Encode(ColumnData data, int first, int count)
    {
        using var stream = new MemoryStream(count * 16);
        using var writer = new BinaryWriter(stream);
        var times = data.Times.AsSpan(first, count);
        if (FindStep(times) is { } step)
        {
            writer.Write(RegularTimes);
            writer.Write(times[0]);
            writer.Write(step);
        }
        else
        {
            writer.Write(PlainTimes);
            writer.Write(MemoryMarshal.AsBytes(times));
        }

        switch (data.Type)
        {
            case FieldType.String:
                foreach (var text in data.Texts.AsSpan(first, count))
                {
                    writer.Write(text);
                }

                break;
            case FieldType.Boolean:
                foreach (var bits in data.Bits.AsSpan(first, count))
                {
                    writer.Write((byte)bits);
                }

                break;
            default:
                writer.Write(MemoryMarshal.AsBytes(data.Bits.AsSpan(first, count)));
                break;
        }

        writer.Flush();
        return stream.ToArray();
    }

    /// <summary>Adds a block's points, all of them later than those that are there.</summary>
    public static void Decode(ReadOnlySpan<byte> block, int count, ColumnData into)
    {
        var at = into.Extend(count);
        var rest = ReadTimes(block, into.Times.AsSpan(at, count));
        switch (into.Type)
        {
            case FieldType.String:
                ReadTexts(rest, into.Texts.AsSpan(at, count));
                break;
            case FieldType.Boolean:
                for (var i = 0; i < count; i++)
                {
                    into.Bits[at + i] = rest[i];
                }

                break;
            default:
                rest[..(count * sizeof(long))].CopyTo(MemoryMarshal.AsBytes(into.Bits.AsSpan(at, count)));
                break;
        }
    }

    private static ReadOnlySpan<byte> ReadTimes(ReadOnlySpan<byte> block, Span<long> times)
    {
        if (block[0] == PlainTimes)
        {
            var length = times.Length * sizeof(long);
            block.Slice(1, length).CopyTo(MemoryMarshal.AsBytes(times));
            return block[(1 + length)..];
        }

        var first = MemoryMarshal.Read<long>(block[1..]);
        var step = MemoryMarshal.Read<long>(block[9..]);
        for (var i = 0; i < times.Length; i++)
        {
            times[i] = first + (i * step);
        }

        return block[17..];
    }

    private static void ReadTexts(ReadOnlySpan<byte> rest, Span<string> texts)
    {
        using var reader = new BinaryReader(new MemoryStream(rest.ToArray()), Encoding.UTF8);
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = reader.ReadString();
        }
    }

    private static long? FindStep(ReadOnlySpan<long> times)
    {
        var step = times.Length > 1 ? times[1] - times[0] : 0;
        for (var i = 2; i < times.Length; i++)
        {
            if (times[i] - times[i - 1] != step)
            {
                return null;
            }
        }

        return step;
    }
}
