using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Observability.LogQL.Text.Json;

/// <summary>
/// Reads JSON of which most is passed over. Unlike .NET's reader it throws nothing, because a million lines that are no JSON are no
/// exception here, and like Loki's it stops at the end of the value, whatever follows.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> text)
{
    /// <summary>How deep values may lie in each other.</summary>
    public const int Deepest = 128;

    private static readonly SearchValues<byte> s_endOfText = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> s_number = SearchValues.Create("0123456789+-.eE"u8);
    private readonly ReadOnlySpan<byte> _text = text;
    private int _position;

    /// <summary>Where it stands.</summary>
    public readonly int Position => _position;

    /// <summary>Takes a character, whatever blanks are before it.</summary>
    public bool TryTake(char character)
    {
        SkipBlanks();
        if (_position >= _text.Length || _text[_position] != character)
        {
            return false;
        }

        _position++;
        return true;
    }

    /// <summary>Reads the key of a member and the colon behind it.</summary>
    public bool TryReadKey(out JsonValue key)
    {
        key = default;
        return TryTake('"') && TryReadText(out key) && TryTake(':');
    }

    /// <summary>Reads a value that is neither object nor array; those are passed over.</summary>
    public bool TryReadValue(out JsonValue value) => TryReadValue(out value, 0);

    /// <summary>What kind of value comes next; null where none does.</summary>
    public JsonKind? Peek()
    {
        SkipBlanks();
        return _position >= _text.Length ? null : (char)_text[_position] switch
        {
            '"' => JsonKind.Text,
            '{' => JsonKind.Object,
            '[' => JsonKind.Array,
            't' or 'f' => JsonKind.Boolean,
            'n' => JsonKind.Null,
            '-' or (>= '0' and <= '9') => JsonKind.Number,
            _ => null,
        };
    }

    /// <summary>The content of a text with escapes; null where one is none.</summary>
    public static byte[]? Unescape(ReadOnlySpan<byte> text)
    {
        var result = new ArrayBufferWriter<byte>(text.Length);
        while (!text.IsEmpty)
        {
            var length = text.IndexOf((byte)'\\') is var at and >= 0 ? at : text.Length;
            result.Write(text[..length]);
            text = text[length..];
            if (!text.IsEmpty && !TryUnescape(ref text, result))
            {
                return null;
            }
        }

        return result.WrittenSpan.ToArray();
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && _text[_position] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            _position++;
        }
    }

    private bool TryReadValue(out JsonValue value, int depth)
    {
        var kind = Peek();
        var start = _position;
        value = default;
        switch (kind)
        {
            case JsonKind.Text:
                _position++;
                return TryReadText(out value);
            case JsonKind.Object or JsonKind.Array when depth < Deepest && TrySkip(kind == JsonKind.Object, depth):
                value = new JsonValue(kind.Value, start, _position - start, false);
                return true;
            case JsonKind.Number:
                _position = _text[start..].IndexOfAnyExcept(s_number) is var end and >= 0 ? start + end : _text.Length;
                value = new JsonValue(JsonKind.Number, start, _position - start, false);
                return true;
            case JsonKind.Boolean or JsonKind.Null:
                return TryReadWord(kind.Value, out value);
            default:
                return false;
        }
    }

    private bool TryReadWord(JsonKind kind, out JsonValue value)
    {
        var rest = _text[_position..];
        var length = rest.StartsWith("true"u8) || rest.StartsWith("null"u8) ? 4 : rest.StartsWith("false"u8) ? 5 : 0;
        value = new JsonValue(kind, _position, length, false);
        _position += length;
        return length > 0;
    }

    private bool TrySkip(bool isObject, int depth)
    {
        _position++;
        var close = isObject ? '}' : ']';
        if (TryTake(close))
        {
            return true;
        }

        do
        {
            if ((isObject && !TryReadKey(out _)) || !TryReadValue(out _, depth + 1))
            {
                return false;
            }
        }
        while (TryTake(','));

        return TryTake(close);
    }

    // Behind the opening quote.
    private bool TryReadText(out JsonValue value)
    {
        var start = _position;
        var hasEscapes = false;
        while (_text[_position..].IndexOfAny(s_endOfText) is var at and >= 0)
        {
            _position += at;
            if (_text[_position] == '"')
            {
                value = new JsonValue(JsonKind.Text, start, _position - start, hasEscapes);
                _position++;
                return true;
            }

            hasEscapes = true;
            _position = Math.Min(_position + 2, _text.Length);
        }

        value = default;
        return false;
    }

    private static bool TryUnescape(ref ReadOnlySpan<byte> text, ArrayBufferWriter<byte> result)
    {
        if (text.Length < 2)
        {
            return false;
        }

        var simple = "\"\\/bfnrt"u8.IndexOf(text[1]);
        if (simple >= 0)
        {
            result.Write("\"\\/\b\f\n\r\t"u8.Slice(simple, 1));
            text = text[2..];
            return true;
        }

        if (!TryReadUnit(text, out var first))
        {
            return false;
        }

        text = text[6..];
        var rune = Rune.ReplacementChar;
        if (char.IsHighSurrogate((char)first) && TryReadUnit(text, out var second) && Rune.TryCreate((char)first, (char)second, out rune))
        {
            text = text[6..];
        }
        else if (!Rune.TryCreate((char)first, out rune))
        {
            rune = Rune.ReplacementChar;
        }

        result.Advance(rune.EncodeToUtf8(result.GetSpan(4)));
        return true;
    }

    // \u00e4
    private static bool TryReadUnit(ReadOnlySpan<byte> text, out uint unit)
    {
        unit = 0;
        return text.Length >= 6
            && text[0] == '\\'
            && text[1] == 'u'
            && Utf8Parser.TryParse(text.Slice(2, 4), out unit, out var read, 'x')
            && read == 4;
    }
}
