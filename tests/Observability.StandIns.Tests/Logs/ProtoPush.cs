using Google.Protobuf;
using Snappier;

namespace Observability.StandIns.Tests.Logs;

/// <summary>Writes pushes in Protocol Buffers, by the library of their makers: the parser under test is not asked about itself.</summary>
internal static class ProtoPush
{
    /// <summary>A push of one stream, compressed with snappy.</summary>
    public static byte[] Write(string labels, params (long Time, string Line, (string Name, string Value)[] Metadata)[] entries) =>
        Snappy.CompressToArray(Message(request => Field(request, 1, Message(stream =>
        {
            Text(stream, 1, labels);
            foreach (var (time, line, metadata) in entries)
            {
                Field(stream, 2, Message(entry =>
                {
                    Field(entry, 1, Message(timestamp =>
                    {
                        timestamp.WriteTag(1, WireFormat.WireType.Varint);
                        timestamp.WriteInt64(time / 1_000_000_000);
                        timestamp.WriteTag(2, WireFormat.WireType.Varint);
                        timestamp.WriteInt64(time % 1_000_000_000);
                    }));
                    Text(entry, 2, line);
                    foreach (var (name, value) in metadata)
                    {
                        Field(entry, 3, Message(pair =>
                        {
                            Text(pair, 1, name);
                            Text(pair, 2, value);
                        }));
                    }
                }));
            }
        }))));

    /// <summary>An export of one line over OTLP, with the attribute <c>k</c> = <c>v</c>.</summary>
    public static byte[] WriteOtlp(string service, long time, string line) => Message(request => Field(request, 1, Message(resourceLogs =>
    {
        Field(resourceLogs, 1, Message(resource => Attribute(resource, 1, "service.name", service)));
        Field(resourceLogs, 2, Message(scopeLogs => Field(scopeLogs, 2, Message(record =>
        {
            record.WriteTag(1, WireFormat.WireType.Fixed64);
            record.WriteFixed64((ulong)time);
            Field(record, 5, Message(body => Text(body, 1, line)));
            Attribute(record, 6, "k", "v");
        }))));
    })));

    private static void Attribute(CodedOutputStream output, int number, string key, string value) => Field(output, number, Message(pair =>
    {
        Text(pair, 1, key);
        Field(pair, 2, Message(any => Text(any, 1, value)));
    }));

    private static void Text(CodedOutputStream output, int number, string text)
    {
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    private static void Field(CodedOutputStream output, int number, byte[] message)
    {
        output.WriteTag(number, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(message));
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(output);
        }

        return stream.ToArray();
    }
}
