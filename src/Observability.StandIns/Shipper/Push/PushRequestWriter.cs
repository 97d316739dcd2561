using Google.Protobuf;
using Snappier;

namespace Observability.StandIns.Shipper.Push;

/// <summary>
/// Writes a batch as Loki's push request, protobuf compressed by snappy
/// (https://github.com/grafana/loki/blob/main/pkg/push/push.proto):
/// <code>
/// PushRequest { repeated Stream streams = 1; }
/// Stream      { string labels = 1; repeated Entry entries = 2; }
/// Entry       { Timestamp timestamp = 1; string line = 2; repeated LabelPair structuredMetadata = 3; }
/// Timestamp   { int64 seconds = 1; int32 nanos = 2; }    LabelPair { string name = 1; string value = 2; }
/// </code>
/// </summary>
internal static class PushRequestWriter
{
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const uint FirstText = (1 << 3) | (uint)WireFormat.WireType.LengthDelimited;
    private const uint SecondText = (2 << 3) | (uint)WireFormat.WireType.LengthDelimited;
    private const uint ThirdText = (3 << 3) | (uint)WireFormat.WireType.LengthDelimited;
    private const uint FirstNumber = (1 << 3) | (uint)WireFormat.WireType.Varint;
    private const uint SecondNumber = (2 << 3) | (uint)WireFormat.WireType.Varint;

    /// <summary>Writes one.</summary>
    public static byte[] Write(PushBatch batch)
    {
        using var request = new MemoryStream();
        using (var output = new CodedOutputStream(request, leaveOpen: true))
        {
            foreach (var (labels, lines) in batch.Streams)
            {
                WriteStream(output, labels, lines);
            }
        }

        return Snappy.CompressToArray(request.GetBuffer().AsSpan(0, (int)request.Length));
    }

    private static void WriteStream(CodedOutputStream output, string labels, List<PushLine> lines)
    {
        var sizes = lines.ConvertAll(SizeOf);
        output.WriteTag(FirstText);
        output.WriteLength(SizeOfText(labels) + sizes.Sum(SizeOfMessage));
        output.WriteTag(FirstText);
        output.WriteString(labels);
        for (var i = 0; i < lines.Count; i++)
        {
            output.WriteTag(SecondText);
            output.WriteLength(sizes[i]);
            WriteLine(output, lines[i]);
        }
    }

    private static void WriteLine(CodedOutputStream output, PushLine line)
    {
        var (seconds, nanoseconds) = Divide(line.Nanoseconds);
        output.WriteTag(FirstText);
        output.WriteLength(SizeOfTime(seconds, nanoseconds));
        output.WriteTag(FirstNumber);
        output.WriteInt64(seconds);
        output.WriteTag(SecondNumber);
        output.WriteInt32(nanoseconds);
        output.WriteTag(SecondText);
        output.WriteString(line.Text);
        foreach (var (name, value) in line.Metadata)
        {
            output.WriteTag(ThirdText);
            output.WriteLength(SizeOfText(name) + SizeOfText(value));
            output.WriteTag(FirstText);
            output.WriteString(name);
            output.WriteTag(SecondText);
            output.WriteString(value);
        }
    }

    private static int SizeOf(PushLine line)
    {
        var (seconds, nanoseconds) = Divide(line.Nanoseconds);
        return SizeOfMessage(SizeOfTime(seconds, nanoseconds))
            + SizeOfText(line.Text)
            + line.Metadata.Sum(pair => SizeOfMessage(SizeOfText(pair.Key) + SizeOfText(pair.Value)));
    }

    // Every tag here is one byte.
    private static int SizeOfMessage(int size) => 1 + CodedOutputStream.ComputeLengthSize(size) + size;

    private static int SizeOfText(string text) => 1 + CodedOutputStream.ComputeStringSize(text);

    private static int SizeOfTime(long seconds, int nanoseconds) =>
        2 + CodedOutputStream.ComputeInt64Size(seconds) + CodedOutputStream.ComputeInt32Size(nanoseconds);

    // The nanoseconds of a Timestamp are never negative.
    private static (long Seconds, int Nanoseconds) Divide(long time)
    {
        var (seconds, rest) = Math.DivRem(time, NanosecondsPerSecond);
        return rest < 0 ? (seconds - 1, (int)(rest + NanosecondsPerSecond)) : (seconds, (int)rest);
    }
}
