using Observability.LogQL;
using Observability.StandIns.Logs.Storage;

namespace Observability.StandIns.Logs.Ingest;

/// <summary>
/// Reads a push as Protocol Buffers (https://github.com/grafana/loki/blob/main/pkg/push/push.proto):
/// <code>
/// PushRequest  1: streams
/// Stream       1: labels as text, 2: entries
/// Entry        1: time (1: seconds, 2: nanoseconds), 2: line, 3: structured metadata (1: name, 2: value)
/// </code>
/// </summary>
internal static class ProtoPushParser
{
    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static void Read(ReadOnlySpan<byte> message, PushedBatch batch)
    {
        var reader = new ProtoReader(message);
        while (reader.NextField() is > 0 and var field)
        {
            if (field == 1)
            {
                ReadStream(reader.ReadBytes(), batch);
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void ReadStream(ReadOnlySpan<byte> message, PushedBatch batch)
    {
        var entries = new EntryBuilder();
        var labels = string.Empty;
        try
        {
            var reader = new ProtoReader(message);
            while (reader.NextField() is > 0 and var field)
            {
                switch (field)
                {
                    case 1:
                        labels = reader.ReadText();
                        break;
                    case 2:
                        ReadEntry(reader.ReadBytes(), entries);
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }
        catch (InvalidDataException)
        {
            entries.Dispose();
            throw;
        }

        batch.Streams.Add(ToStream(labels, entries));
    }

    private static PushedStream ToStream(string labels, EntryBuilder entries)
    {
        try
        {
            return new PushedStream(LogQLQuery.ParseLabels(labels), null, entries);
        }
        catch (LogQLException mistake)
        {
            return new PushedStream(null, $"error parsing labels {labels} with error: {mistake.Message}", entries);
        }
    }

    private static void ReadEntry(ReadOnlySpan<byte> message, EntryBuilder entries)
    {
        var time = 0L;
        var line = ReadOnlySpan<byte>.Empty;
        List<KeyValuePair<string, string>>? metadata = null;
        var reader = new ProtoReader(message);
        while (reader.NextField() is > 0 and var field)
        {
            switch (field)
            {
                case 1:
                    time = ReadTime(reader.ReadBytes());
                    break;
                case 2:
                    line = reader.ReadBytes();
                    break;
                case 3:
                    (metadata ??= []).Add(ReadPair(reader.ReadBytes()));
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        entries.Add(time, line, metadata is null ? null : LabelSet.Create(metadata));
    }

    private static long ReadTime(ReadOnlySpan<byte> message)
    {
        var (seconds, nanoseconds) = (0L, 0L);
        var reader = new ProtoReader(message);
        while (reader.NextField() is > 0 and var field)
        {
            var number = (long)reader.ReadNumber();
            (seconds, nanoseconds) = field == 1 ? (number, nanoseconds) : (seconds, number);
        }

        return seconds is > -9_000_000_000 and < 9_000_000_000
            ? (seconds * 1_000_000_000) + nanoseconds
            : throw new InvalidDataException("a time is out of range");
    }

    private static KeyValuePair<string, string> ReadPair(ReadOnlySpan<byte> message)
    {
        var (name, value) = (string.Empty, string.Empty);
        var reader = new ProtoReader(message);
        while (reader.NextField() is > 0 and var field)
        {
            switch (field)
            {
                case 1:
                    name = reader.ReadText();
                    break;
                case 2:
                    value = reader.ReadText();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new(LabelNames.Normalize(name), value);
    }
}
