using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Observability.LogQL;
using Observability.StandIns.Logs.Storage;

namespace Observability.StandIns.Logs.Ingest;

/// <summary>
/// Reads a push as JSON, piece by piece as it comes, straight into columns:
/// <code>
/// {"streams": [{"stream": {"app": "web"}, "values": [["1700000000000000000", "a line", {"trace_id": "4f"}], …]}, …]}
/// </code>
/// (https://grafana.com/docs/loki/latest/reference/loki-http-api/#ingest-logs). Other keys are passed over.
/// </summary>
internal sealed class JsonPushParser(PushedBatch batch)
{
    private readonly List<KeyValuePair<string, string>> _labels = [];
    private readonly List<KeyValuePair<string, string>> _metadata = [];
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 32 });
    private Place _place = Place.Start;
    private EntryBuilder? _entries;
    private string? _name;
    private long _time;
    private int _skipDepth;
    private bool _hasMetadata;

    private enum Place
    {
        Start,
        Root,
        Streams,
        Stream,
        Labels,
        Values,
        Time,
        Line,
        AfterLine,
        Metadata,
        End,
    }

    /// <summary>Reads what is there, and returns what has been understood; the rest must come again with more behind it.</summary>
    /// <exception cref="JsonException">It is no JSON, or not of this form.</exception>
    public SequencePosition Read(ReadOnlySequence<byte> buffer, bool isLast)
    {
        var reader = new Utf8JsonReader(buffer, isLast, _state);
        while (reader.Read())
        {
            if (_skipDepth > 0)
            {
                _skipDepth += Nesting(reader.TokenType);
            }
            else
            {
                Take(ref reader);
            }
        }

        _state = reader.CurrentState;
        return reader.Position;
    }

    /// <summary>Checks that all of it came.</summary>
    public void Complete()
    {
        if (_place != Place.End)
        {
            throw new JsonException("the body ends too early");
        }
    }

    /// <summary>Gives back the buffers of a stream that was not read to its end.</summary>
    public void Abandon() => _entries?.Dispose();

    private void Take(ref Utf8JsonReader reader)
    {
        switch (_place)
        {
            case Place.Start:
                Expect(reader.TokenType == JsonTokenType.StartObject, "the body is no object");
                _place = Place.Root;
                break;
            case Place.Root:
                TakeInRoot(ref reader);
                break;
            case Place.Streams:
                Expect(
                    reader.TokenType is JsonTokenType.StartObject or JsonTokenType.EndArray, "'streams' has something that is no object");
                _place = reader.TokenType == JsonTokenType.EndArray ? Place.Root : Place.Stream;
                break;
            case Place.Stream:
                TakeInStream(ref reader);
                break;
            case Place.Labels:
                TakePair(ref reader, _labels, Place.Stream);
                break;
            case Place.Values:
                Expect(reader.TokenType is JsonTokenType.StartArray or JsonTokenType.EndArray, "'values' has something that is no array");
                _place = reader.TokenType == JsonTokenType.EndArray ? Place.Stream : Place.Time;
                break;
            case Place.Metadata:
                TakePair(ref reader, _metadata, Place.AfterLine);
                break;
            default:
                TakeInEntry(ref reader);
                break;
        }
    }

    private void TakeInRoot(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            _place = Place.End;
        }
        else if (reader.TokenType == JsonTokenType.PropertyName)
        {
            _name = reader.GetString();
        }
        else if (_name == "streams" && reader.TokenType == JsonTokenType.StartArray)
        {
            _place = Place.Streams;
        }
        else
        {
            Skip(reader.TokenType);
        }
    }

    private void TakeInStream(ref Utf8JsonReader reader)
    {
        _entries ??= new EntryBuilder();
        if (reader.TokenType == JsonTokenType.EndObject)
        {
            batch.Streams.Add(new PushedStream(LabelSet.Create(_labels), null, _entries));
            _entries = null;
            _labels.Clear();
            _place = Place.Streams;
        }
        else if (reader.TokenType == JsonTokenType.PropertyName)
        {
            _name = reader.ValueTextEquals("stream"u8) ? "stream" : reader.ValueTextEquals("values"u8) ? "values" : string.Empty;
        }
        else if (_name == "stream")
        {
            Expect(reader.TokenType == JsonTokenType.StartObject, "'stream' is no object");
            _place = Place.Labels;
        }
        else if (_name == "values")
        {
            Expect(reader.TokenType == JsonTokenType.StartArray, "'values' is no array");
            _place = Place.Values;
        }
        else
        {
            Skip(reader.TokenType);
        }
    }

    private void TakeInEntry(ref Utf8JsonReader reader)
    {
        switch (_place)
        {
            case Place.Time:
                _time = ReadTime(ref reader);
                _place = Place.Line;
                break;
            case Place.Line:
                Expect(reader.TokenType == JsonTokenType.String, "a line is no string");
                var longest = checked((int)(reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length));
                _entries!.Add(_time, reader.CopyString(_entries.Reserve(longest)), metadata: null);
                _hasMetadata = false;
                _place = Place.AfterLine;
                break;
            case Place.AfterLine when reader.TokenType == JsonTokenType.EndArray:
                _place = Place.Values;
                break;
            case Place.AfterLine when reader.TokenType == JsonTokenType.StartObject && !_hasMetadata:
                _hasMetadata = true;
                _place = Place.Metadata;
                break;
            default:
                throw new JsonException("an entry has more than a time, a line and an object of structured metadata");
        }
    }

    private void TakePair(ref Utf8JsonReader reader, List<KeyValuePair<string, string>> pairs, Place next)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _name = reader.GetString();
                break;
            case JsonTokenType.String:
                pairs.Add(new(_name!, reader.GetString()!));
                break;
            case JsonTokenType.EndObject:
                if (next == Place.AfterLine && pairs.Count > 0)
                {
                    var metadata = pairs.Select(pair => KeyValuePair.Create(LabelNames.Normalize(pair.Key), pair.Value));
                    _entries!.SetMetadata(_entries.Count - 1, LabelSet.Create(metadata));
                    pairs.Clear();
                }

                _place = next;
                break;
            default:
                throw new JsonException($"the value of '{_name}' is no string");
        }
    }

    private static long ReadTime(ref Utf8JsonReader reader)
    {
        Expect(reader.TokenType == JsonTokenType.String, "a time is no string of nanoseconds");
        Span<byte> copy = stackalloc byte[32];
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        Expect(length <= copy.Length, "a time is no string of nanoseconds");
        var text = copy[..reader.CopyString(copy)];
        Expect(Utf8Parser.TryParse(text, out long time, out var used) && used == text.Length, "a time is no string of nanoseconds");
        return time;
    }

    private void Skip(JsonTokenType token) => _skipDepth = Nesting(token);

    private static int Nesting(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
        JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
        _ => 0,
    };

    private static void Expect(bool holds, string problem)
    {
        if (!holds)
        {
            throw new JsonException(problem);
        }
    }
}
