using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Observability.StandIns.Documents.Columns;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Mapping;

/// <summary>Turns the values of a document into what its columns hold.</summary>
internal sealed class ValueParser(IndexData data)
{
    private readonly HashSet<StagedValue> _seen = [];
    private readonly HashSet<int> _texts = [];
    private List<StagedValue> _values = [];
    private string _id = string.Empty;
    private int _start;
    private char[] _text = new char[256];
    private byte[] _term = new byte[256];

    /// <summary>True once the document has a list: only then can a term come twice.</summary>
    public bool IsArray { get; set; }

    /// <summary>Begins a document; its values are appended to the list.</summary>
    public void Begin(List<StagedValue> values, string id)
    {
        (_values, _id, _start, IsArray) = (values, id, values.Count, false);
        _seen.Clear();
        _texts.Clear();
    }

    /// <summary>Adds the value that the reader stands on, to the field and to its multi-fields.</summary>
    /// <exception cref="ApiException">It does not fit.</exception>
    public void Add(ref Utf8JsonReader reader, Field field)
    {
        if (reader.TokenType is JsonTokenType.StartObject)
        {
            throw Wrong(
                ref reader, field, "illegal_state_exception", "Can't get text on a START_OBJECT at 1:" + (reader.TokenStartIndex + 1));
        }

        if (reader.TokenType != JsonTokenType.Null)
        {
            AddOne(ref reader, field);
        }
        else if (field.NullValue is { } stand)
        {
            var isPlain = field.Kind is FieldKind.Boolean || field.IsNumber;
            var other = new Utf8JsonReader(isPlain ? Encoding.UTF8.GetBytes(stand) : JsonSerializer.SerializeToUtf8Bytes(stand));
            other.Read();
            AddOne(ref other, field);
        }

        foreach (var child in field.Fields.Values)
        {
            Add(ref reader, child);
        }
    }

    /// <summary>Parses a decimal number.</summary>
    public static bool TryParseNumber(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture,
            out number)
        && double.IsFinite(number);

    /// <summary>Rounds a decimal number to what its type can hold.</summary>
    public static double Round(Field field, double number) => field.Type switch
    {
        "float" => (float)number,
        "half_float" => (double)(Half)number,
        "scaled_float" => Math.Round(number * field.Scale, MidpointRounding.AwayFromZero) / field.Scale,
        _ => number,
    };

    private void AddOne(ref Utf8JsonReader reader, Field field)
    {
        // What can be neither searched nor counted needs no column.
        if (field is { IsIndexed: false, HasDocValues: false } || field.Kind == FieldKind.Binary)
        {
            return;
        }

        try
        {
            switch (field.Kind)
            {
                case FieldKind.Keyword:
                    AddKeyword(ref reader, field);
                    break;
                case FieldKind.Text:
                    AddText(ref reader, field);
                    break;
                case FieldKind.Long:
                    Put(field, ReadLong(ref reader, field));
                    break;
                case FieldKind.Double:
                    Put(field, NumberColumn.Encode(ReadDouble(ref reader, field)));
                    break;
                case FieldKind.Date:
                    Put(field, ReadDate(ref reader, field));
                    break;
                case FieldKind.Boolean:
                    Put(field, ReadBoolean(ref reader, field) ? 1 : 0);
                    break;
                default:
                    AddIp(ref reader, field);
                    break;
            }
        }
        catch (ApiException) when (field.IgnoresMalformed)
        {
            // As was asked for; the document keeps what it says.
        }
    }

    private void Put(Field field, long value) => _values.Add(new StagedValue(field.Id, value));

    private void PutTerm(Field field, ReadOnlySpan<byte> term)
    {
        var value = new StagedValue(field.Id, data.Terms(field).Add(term));
        if (IsArray)
        {
            if (_seen.Count == 0)
            {
                for (var i = _start; i < _values.Count; i++)
                {
                    _seen.Add(_values[i]);
                }
            }

            if (!_seen.Add(value))
            {
                return;
            }
        }

        _values.Add(value);
    }

    private void AddKeyword(ref Utf8JsonReader reader, Field field)
    {
        var term = ReadTerm(ref reader);
        if (term.Length > field.IgnoreAbove && Encoding.UTF8.GetCharCount(term) > field.IgnoreAbove)
        {
            return;
        }

        if (field.IsLowerCase)
        {
            term = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(term).ToLowerInvariant());
        }

        if (term.Length > Field.LongestTerm)
        {
            throw Immense(field, term.Length);
        }

        PutTerm(field, term);
    }

    private void AddText(ref Utf8JsonReader reader, Field field)
    {
        var term = ReadTerm(ref reader);
        if (term.Length > _text.Length)
        {
            _text = new char[Math.Max(2 * _text.Length, term.Length)];
        }

        var length = Encoding.UTF8.GetChars(term, _text);
        var terms = data.Terms(field);
        if (IsArray && _texts.Contains(field.Id))
        {
            Put(field, TermColumn.Gap);
        }

        var before = _values.Count;
        field.Analyzer.Analyze(_text.AsSpan(0, length), (word, _, _) =>
        {
            Span<byte> bytes = stackalloc byte[4 * 256];
            if (word.Length > 256)
            {
                bytes = new byte[4 * word.Length];
            }

            var count = Encoding.UTF8.GetBytes(word, bytes);
            if (count > Field.LongestTerm)
            {
                throw Immense(field, count);
            }

            _values.Add(new StagedValue(field.Id, terms.Add(bytes[..count])));
        });
        if (_values.Count > before)
        {
            _texts.Add(field.Id);
        }
    }

    private ReadOnlySpan<byte> ReadTerm(ref Utf8JsonReader reader)
    {
        if (reader is { TokenType: not JsonTokenType.String } or { ValueIsEscaped: false })
        {
            // Numbers and booleans as they are written.
            return reader.ValueSpan;
        }

        if (_term.Length < reader.ValueSpan.Length)
        {
            _term = new byte[2 * reader.ValueSpan.Length];
        }

        return _term.AsSpan(0, reader.CopyString(_term));
    }

    private long ReadLong(ref Utf8JsonReader reader, Field field)
    {
        var (least, most) = FieldTypes.RangeOf(field.Type);
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var whole))
        {
            return whole >= least && whole <= most ? whole : throw OutOfRange(ref reader, field);
        }

        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False || (reader.TokenType == JsonTokenType.String && !field.Coerces))
        {
            throw Wrong(ref reader, field, "illegal_argument_exception", $"For input string: \"{Text(ref reader)}\"");
        }

        var text = Text(ref reader);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole))
        {
            return whole >= least && whole <= most ? whole : throw OutOfRange(ref reader, field);
        }

        if (!decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture,
            out var number))
        {
            throw TryParseNumber(text, out _)
                ? OutOfRange(ref reader, field)
                : Wrong(ref reader, field, "illegal_argument_exception", $"For input string: \"{text}\"");
        }

        if (!field.Coerces && number != decimal.Truncate(number))
        {
            throw Wrong(ref reader, field, "illegal_argument_exception", $"{text} cannot be converted to {field.Type} without data loss");
        }

        return number >= least && number < (decimal)most + 1 ? (long)decimal.Truncate(number) : throw OutOfRange(ref reader, field);
    }

    private double ReadDouble(ref Utf8JsonReader reader, Field field)
    {
        double number;
        if (reader.TokenType == JsonTokenType.Number)
        {
            if (!Utf8Parser.TryParse(reader.ValueSpan, out number, out _))
            {
                throw OutOfRange(ref reader, field);
            }
        }
        else if (reader.TokenType != JsonTokenType.String || !field.Coerces || !TryParseNumber(Text(ref reader), out number))
        {
            throw Wrong(ref reader, field, "illegal_argument_exception", $"For input string: \"{Text(ref reader)}\"");
        }

        number = Round(field, number);
        return double.IsFinite(number) && (field.Type != "half_float" || Half.IsFinite((Half)number)) ? number
            : throw Wrong(
                ref reader, field, "illegal_argument_exception",
                $"[{field.Type}] supports only finite values, but got [{Text(ref reader)}]");
    }

    private long ReadDate(ref Utf8JsonReader reader, Field field)
    {
        Span<char> buffer = stackalloc char[64];
        if (reader.TokenType is JsonTokenType.String or JsonTokenType.Number && reader.ValueSpan.Length <= buffer.Length)
        {
            var length = reader.TokenType == JsonTokenType.String ? reader.CopyString(buffer) : Encoding.UTF8.GetChars(reader.ValueSpan, buffer);
            if (field.Format.TryParse(buffer[..length], Zone.Utc, false, out var moment))
            {
                return moment;
            }
        }

        throw Wrong(
            ref reader, field, "illegal_argument_exception",
            $"failed to parse date field [{Text(ref reader)}] with format [{field.Format.Pattern}]");
    }

    private bool ReadBoolean(ref Utf8JsonReader reader, Field field) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String when reader.ValueTextEquals("true"u8) => true,
        JsonTokenType.String when reader.ValueTextEquals("false"u8) || reader.ValueTextEquals(""u8) => false,
        _ => throw Wrong(
            ref reader, field, "illegal_argument_exception",
            $"Failed to parse value [{Text(ref reader)}] as only [true] or [false] are allowed."),
    };

    private void AddIp(ref Utf8JsonReader reader, Field field)
    {
        var text = Text(ref reader);
        if (reader.TokenType != JsonTokenType.String || !IPAddress.TryParse(text, out var address) || !text.AsSpan().ContainsAny('.', ':'))
        {
            throw Wrong(ref reader, field, "illegal_argument_exception", $"'{text}' is not an IP string literal.");
        }

        PutTerm(field, Encoding.UTF8.GetBytes(Normalize(address)));
    }

    /// <summary>How an address is written: one way for each.</summary>
    public static string Normalize(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();

    private static string Text(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);

    private static ApiException OutOfRange(ref Utf8JsonReader reader, Field field)
    {
        var text = Text(ref reader);
        return MappingErrors.Document(
            $"[1:{reader.TokenStartIndex + 1}] failed to parse field [{field.Path}] of type [{field.Type}]", "illegal_argument_exception", $"Value [{Cut(text)}] is out of range for {(field.Type == "long" ? "a long" : $"a {field.Type}")}");
    }

    private static ApiException Immense(Field field, int length) => ApiErrors.IllegalArgument(
        $"Document contains at least one immense term in field=\"{field.Path}\" (whose UTF8 encoding is longer than the max length {Field.LongestTerm}), all of which were skipped: its length is {length}");

    private ApiException Describe(long position, string preview, Field field, string type, string reason) => MappingErrors.Document(
        $"[1:{position + 1}] failed to parse field [{field.Path}] of type [{field.Type}] in document with id '{_id}'. Preview of field's value: '{Cut(preview)}'", type, reason);

    private ApiException Wrong(ref Utf8JsonReader reader, Field field, string type, string reason) =>
        Describe(
            reader.TokenStartIndex, reader.TokenType == JsonTokenType.StartObject ? "{…}" : Text(ref reader), field, type, Cut(reason));

    private static string Cut(string text) => text.Length <= 300 ? text : text[..300] + "…";
}
