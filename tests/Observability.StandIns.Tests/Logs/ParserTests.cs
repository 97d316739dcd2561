using System.Buffers;
using System.Text;
using System.Text.Json;
using Observability.LogQL;
using Observability.StandIns.Logs.Ingest;

namespace Observability.StandIns.Tests.Logs;

/// <summary>The readers of pushes on their own.</summary>
public sealed class ParserTests
{
    private const string Body = """
        {"other": {"streams": [1, {"x": []}]}, "streams": [
          {"values": [["17", "li\u006ee \"one\"\n😀", {"a.b": "1"}], ["18", ""]], "more": [[]], "stream": {"app": "w\u00e4b", "x": "1"}},
          {"stream": {"app": "api"}, "values": []}
        ]}
        """;

    [Fact]
    public void Json_CutAtEveryByte_IsReadTheSame()
    {
        var bytes = Encoding.UTF8.GetBytes(Body);
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            using var batch = Parse(bytes[..cut], bytes[cut..]);

            Assert.Equal(2, batch.Streams.Count);
            Assert.Equal("{app=\"wäb\", x=\"1\"}", batch.Streams[0].Labels!.ToString());
            Assert.Equal([17L, 18L], batch.Streams[0].Entries.Times.ToArray());
            Assert.Equal("line \"one\"\n😀", Encoding.UTF8.GetString(batch.Streams[0].Entries.Line(0)));
            Assert.Equal(LabelSet.Create(("a_b", "1")), batch.Streams[0].Entries.Metadata(0));
            Assert.Null(batch.Streams[0].Entries.Metadata(1));
            Assert.Equal(0, batch.Streams[1].Entries.Count);
        }
    }

    [Fact]
    public void Json_CutShortAnywhere_IsRefused()
    {
        var bytes = Encoding.UTF8.GetBytes(Body.TrimEnd());
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.ThrowsAny<JsonException>(() => Parse(bytes[..length], []).Dispose());
        }
    }

    [Theory]
    [InlineData("""{"streams": {}}""", 0)]
    [InlineData("""{"streams": [{"values": [["1", "x"]]}]}""", 1)]
    [InlineData("{}", 0)]
    public void Json_WithLess_IsRead(string body, int streams)
    {
        using var batch = Parse(Encoding.UTF8.GetBytes(body), []);

        Assert.Equal(streams, batch.Streams.Count);
    }

    [Theory]
    [InlineData("[]", "the body is no object")]
    [InlineData("""{"streams": [1]}""", "'streams' has something that is no object")]
    [InlineData("""{"streams": [{"stream": []}]}""", "'stream' is no object")]
    [InlineData("""{"streams": [{"values": {}}]}""", "'values' is no array")]
    [InlineData("""{"streams": [{"values": [["1", 2]]}]}""", "a line is no string")]
    [InlineData("""{"streams": [{"values": [["1.5", "x"]]}]}""", "a time is no string of nanoseconds")]
    [InlineData("""{"streams": [{"values": [["99999999999999999999", "x"]]}]}""", "a time is no string of nanoseconds")]
    [InlineData("""{"streams": [{"values": [["1", "x", {}, {}]]}]}""", "an entry has more than")]
    [InlineData("""{"streams": [{"values": [["1", "x", {"a": {"b": "c"}}]]}]}""", "the value of 'a' is no string")]
    public void Json_OfAnotherForm_IsRefusedWithAReason(string body, string message)
    {
        var mistake = Assert.ThrowsAny<JsonException>(() => Parse(Encoding.UTF8.GetBytes(body), []).Dispose());

        Assert.Contains(message, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Proto_CutShortOrChangedAnywhere_IsRefusedOrRead()
    {
        var message = ProtoPush.Write("{app=\"web\"}", (1, "a line", [("k", "v")]), (2, "another", []));
        var plain = Snappier.Snappy.DecompressToArray(message);
        for (var i = 0; i < plain.Length; i++)
        {
            TryProto(plain[..i]);
            foreach (var value in (ReadOnlySpan<byte>)[0x00, 0x7F, 0x80, 0xFF])
            {
                var changed = (byte[])plain.Clone();
                changed[i] = value;
                TryProto(changed);
            }
        }
    }

    [Theory]
    [InlineData("level=error msg=x", "error")]
    [InlineData("msg=\"level=error\" level=warn", "warn")]
    [InlineData("ts=1 lvl=\"DBG\" x=1", "debug")]
    [InlineData("severity=INFORMATION", "info")]
    [InlineData("level=noise", "unknown")]
    [InlineData("""{"msg": {"level": "error"}, "level": "info"}""", "info")]
    [InlineData("""{"severity": "FATAL"}""", "fatal")]
    [InlineData("""{broken "level": "info" ERROR""", "error")]
    [InlineData("[WARN] low", "warn")]
    [InlineData("TRACE x", "trace")]
    [InlineData("critical: x", "critical")]
    [InlineData("", "unknown")]
    [InlineData("{", "unknown")]
    public void Level_OfALine_IsFound(string line, string level) =>
        Assert.Equal(level, new LevelDetector(
            new Observability.StandIns.Logs.Configuration.LogsLimits().LevelFields).FindIn(Encoding.UTF8.GetBytes(line)));

    [Theory]
    [InlineData("service.name", "service_name")]
    [InlineData("1st", "key_1st")]
    [InlineData("ä", "_")]
    [InlineData("", "key_")]
    [InlineData("ok_1", "ok_1")]
    public void LabelName_OfAnAttribute_IsMadeOne(string name, string label) => Assert.Equal(label, LabelNames.Normalize(name));

    private static void TryProto(byte[] message)
    {
        using var batch = new PushedBatch();
        try
        {
            ProtoPushParser.Read(message, batch);
        }
        catch (InvalidDataException)
        {
            // It is no message any more.
        }
    }

    private static PushedBatch Parse(byte[] first, byte[] rest)
    {
        var batch = new PushedBatch();
        var parser = new JsonPushParser(batch);
        var understood = parser.Read(new ReadOnlySequence<byte>(first), isLast: false);
        var left = first.AsSpan(understood.GetInteger()).ToArray();
        parser.Read(new ReadOnlySequence<byte>([.. left, .. rest]), isLast: true);
        parser.Complete();
        return batch;
    }
}
