using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Observability.StandIns.Consumer.Model;

/// <summary>
/// Reads InfluxDB line protocol as Telegraf's parser does
/// (https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/):
/// <code>
/// # a comment
/// weather,location=us-midwest\ north,season=summer temperature=82,humidity=71i,note="a \"quoted\" text" 1465839830100400200
/// </code>
/// One mistake refuses the whole text: what a message holds is acknowledged or refused as one.
/// </summary>
internal ref struct LineProtocolReader
{
    private static readonly SearchValues<byte> s_nameEnds = SearchValues.Create("\t\n\v\f\r ,\\"u8);
    private static readonly SearchValues<byte> s_keyEnds = SearchValues.Create("\t\n\v\f\r ,=\\"u8);
    private static readonly SearchValues<byte> s_valueEnds = SearchValues.Create("\t\n\v\f\r ,"u8);

    private readonly ReadOnlySpan<byte> _text;
    private readonly long _now;
    private int _at;
    private string? _mistake;

    private LineProtocolReader(ReadOnlySpan<byte> text, long now)
    {
        _text = text;
        _now = now;
    }

    private readonly bool IsAtEnd => _at >= _text.Length;

    private readonly byte Current => _at < _text.Length ? _text[_at] : (byte)'\n';

    /// <summary>Reads all points of a text.</summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <param name="now">Time of a point that has none, in nanoseconds since 1970.</param>
    /// <param name="mistake">What is wrong, with line and column, or null.</param>
    /// <returns>The points; none where there is a mistake.</returns>
    public static List<Metric> Read(ReadOnlySpan<byte> text, long now, out string? mistake)
    {
        var reader = new LineProtocolReader(text, now);
        var metrics = new List<Metric>();
        while (reader.SkipToLine())
        {
            if (reader.ReadLine() is not { } metric)
            {
                mistake = reader.Describe();
                return [];
            }

            metrics.Add(metric);
        }

        mistake = null;
        return metrics;
    }

    private readonly string Describe()
    {
        var before = _text[..Math.Min(_at, _text.Length)];
        var line = before.Count((byte)'\n') + 1;
        return $"line {line}, column {before.Length - before.LastIndexOf((byte)'\n')}: {_mistake}";
    }

    private static bool IsSpace(byte octet) => octet is (byte)' ' or (byte)'\t' or (byte)'\v' or (byte)'\f';

    /// <summary>Leaves out empty lines and comments; false at the end.</summary>
    private bool SkipToLine()
    {
        while (!IsAtEnd)
        {
            if (Current == '#')
            {
                var end = _text[_at..].IndexOf((byte)'\n');
                _at = end < 0 ? _text.Length : _at + end;
            }
            else if (IsSpace(Current) || Current is (byte)'\n' or (byte)'\r')
            {
                _at++;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private Metric? ReadLine()
    {
        if (ReadWord(s_nameEnds, "the name of a measurement") is not { } name)
        {
            return null;
        }

        var metric = new Metric(name, _now);
        while (Current == ',')
        {
            _at++;
            if (ReadWord(s_keyEnds, "the key of a tag") is not { } key
                || !Expect((byte)'=', "= after the key of a tag")
                || ReadWord(s_keyEnds, "the value of a tag") is not { } value)
            {
                return null;
            }

            metric.SetTag(key, value);
        }

        if (!IsSpace(Current))
        {
            return Mistake("a space before the fields");
        }

        SkipSpaces();
        do
        {
            if (ReadWord(s_keyEnds, "the key of a field") is not { } key
                || !Expect((byte)'=', "= after the key of a field")
                || ReadValue() is not { } value)
            {
                return null;
            }

            metric.SetField(key, value);
        }
        while (Take((byte)','));

        return ReadTime(metric);
    }

    private Metric? ReadTime(Metric metric)
    {
        const int MostDigits = 19;
        var spaced = IsSpace(Current);
        SkipSpaces();
        var rest = _text[_at..];
        var length = rest.IndexOfAny(s_valueEnds) is var end and >= 0 ? end : rest.Length;
        if (spaced && length > 0)
        {
            var digits = rest[..length];
            if (length - (rest[0] == '-' ? 1 : 0) > MostDigits || !IsInteger(digits) || !Utf8Parser.TryParse(digits, out long time, out _))
            {
                return Mistake("a time in nanoseconds");
            }

            metric = metric.At(time);
            _at += length;
            SkipSpaces();
        }

        if (Current == '\r' && _at + 1 < _text.Length && _text[_at + 1] == '\n')
        {
            _at++;
        }

        return Current == '\n' ? metric : Mistake("the end of the line");
    }

    private FieldValue? ReadValue()
    {
        if (Current == '"')
        {
            return ReadText();
        }

        var rest = _text[_at..];
        var token = rest.IndexOfAny(s_valueEnds) is var end and >= 0 ? rest[..end] : rest;
        if (ParseValue(token) is not { } value)
        {
            Mistake("a value: 1.5, 1i, 1u, true, false or \"text\"");
            return null;
        }

        _at += token.Length;
        return value;
    }

    private static FieldValue? ParseValue(ReadOnlySpan<byte> token)
    {
        if (token.IsEmpty)
        {
            return null;
        }

        switch (token[^1])
        {
            case (byte)'i':
                return IsInteger(token[..^1]) && Utf8Parser.TryParse(token[..^1], out long integer, out _) ? FieldValue.Of(integer) : null;
            case (byte)'u':
                return IsInteger(token[..^1]) && token[0] != '-' && Utf8Parser.TryParse(token[..^1], out ulong unsigned, out _)
                    ? FieldValue.Of(unsigned)
                    : null;
            case >= (byte)'0' and <= (byte)'9' or (byte)'.':
                return IsFloat(token)
                    && Utf8Parser.TryParse(token, out double number, out var read) && read == token.Length && double.IsFinite(number)
                        ? FieldValue.Of(number)
                        : null;
        }

        return token.SequenceEqual("t"u8) || token.SequenceEqual("T"u8)
            || token.SequenceEqual("true"u8) || token.SequenceEqual("True"u8) || token.SequenceEqual("TRUE"u8) ? FieldValue.Of(true)
            : token.SequenceEqual("f"u8) || token.SequenceEqual("F"u8)
            || token.SequenceEqual("false"u8) || token.SequenceEqual("False"u8) || token.SequenceEqual("FALSE"u8) ? FieldValue.Of(false)
            : null;
    }

    private static bool IsInteger(ReadOnlySpan<byte> token)
    {
        var digits = token is [(byte)'-', ..] ? token[1..] : token;
        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    // The reader of numbers takes more, such as a plus sign before them.
    private static bool IsFloat(ReadOnlySpan<byte> token) =>
        token[0] is (byte)'-' or (byte)'.' or >= (byte)'0' and <= (byte)'9' && !token.SequenceEqual("."u8) && !token.SequenceEqual("-."u8);

    private FieldValue? ReadText()
    {
        var start = ++_at;
        var isEscaped = false;
        while (!IsAtEnd)
        {
            var next = _text[_at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                break;
            }

            _at += next;
            if (Current == '"')
            {
                var text = Encoding.UTF8.GetString(_text[start.._at++]);
                return FieldValue.Of(isEscaped ? Unescape(text, "\"\\") : text);
            }

            isEscaped = true;
            _at += 2;
        }

        _at = _text.Length;
        Mistake("\" at the end of a text");
        return null;
    }

    /// <summary>A name, key or value of a tag, with its escapes resolved.</summary>
    private string? ReadWord(SearchValues<byte> ends, string what)
    {
        var start = _at;
        var isEscaped = false;
        while (true)
        {
            var next = _text[_at..].IndexOfAny(ends);
            _at = next < 0 ? _text.Length : _at + next;
            if (IsAtEnd || Current != '\\')
            {
                break;
            }

            // A backslash stands for itself unless one of the three characters follows; before the end of a line it is none.
            if (_at + 1 >= _text.Length || _text[_at + 1] is (byte)'\t' or (byte)'\n' or (byte)'\v' or (byte)'\f' or (byte)'\r')
            {
                Mistake(what);
                return null;
            }

            isEscaped = true;
            _at += _text[_at + 1] == '\\' ? 1 : 2;
        }

        if (_at == start)
        {
            Mistake(what);
            return null;
        }

        var word = Encoding.UTF8.GetString(_text[start.._at]);
        return isEscaped ? Unescape(word, ReferenceEquals(ends, s_nameEnds) ? ", " : ",= ") : word;
    }

    private static string Unescape(string text, string characters)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && characters.Contains(text[i + 1], StringComparison.Ordinal))
            {
                i++;
            }

            plain.Append(text[i]);
        }

        return plain.ToString();
    }

    private void SkipSpaces()
    {
        while (!IsAtEnd && IsSpace(Current))
        {
            _at++;
        }
    }

    private bool Take(byte octet)
    {
        var isThere = Current == octet;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private bool Expect(byte octet, string what)
    {
        if (Take(octet))
        {
            return true;
        }

        Mistake(what);
        return false;
    }

    private Metric? Mistake(string expected)
    {
        _mistake = $"expected {expected}";
        return null;
    }
}
