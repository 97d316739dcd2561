using System.Buffers.Text;
using System.Text;
using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Points.LineProtocol;

/// <summary>
/// Reads line protocol (https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/):
/// <c>measurement,tag=a field=1,other="x" 1556813561098000000</c>. A line that is wrong is reported and does not hinder the others.
/// </summary>
internal ref struct LineProtocolParser
{
    private const int LongestQuote = 128;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ParsedBody _parsed;
    private readonly long _unit;
    private readonly long _now;
    private int _at;
    private int _line;

    private LineProtocolParser(ParsedBody parsed, long unit, long now)
    {
        _bytes = parsed.Body;
        _parsed = parsed;
        (_unit, _now, _line) = (unit, now, 1);
    }

    /// <summary>Reads a body.</summary>
    /// <param name="body">The lines.</param>
    /// <param name="unit">Nanoseconds in the unit of the times.</param>
    /// <param name="now">Time of lines that have none.</param>
    public static ParsedBody Parse(byte[] body, long unit, long now)
    {
        var parsed = new ParsedBody(body);
        var parser = new LineProtocolParser(parsed, unit, now - (now % unit));
        while (parser._at < body.Length)
        {
            parser.ReadLine();
        }

        return parsed;
    }

    private readonly int Next => _at < _bytes.Length ? _bytes[_at] : '\n';

    private void ReadLine()
    {
        SkipBlanks();
        var (start, number, fields) = (_at, _line, _parsed.Fields.Count);
        if (Next is '\n' or '#')
        {
            SkipLine();
            return;
        }

        try
        {
            var key = ReadKey();
            ReadFields();
            var time = ReadTime();
            _parsed.Lines.Add(new ParsedLine(number, key, fields.._parsed.Fields.Count, time));
        }
        catch (LineProtocolException problem)
        {
            _parsed.Fields.RemoveRange(fields, _parsed.Fields.Count - fields);
            SkipLine();
            var text = Encoding.UTF8.GetString(_bytes[start.._at]).TrimEnd();
            var shown = text.Length <= LongestQuote ? text : text[..LongestQuote] + "…";
            _parsed.Problems.Add(new LineProblem(number, $"unable to parse '{shown}': {problem.Message}"));
        }
    }

    private Range ReadKey()
    {
        var start = _at;
        Skip(", ", inMeasurement: true);
        if (_at == start)
        {
            throw new LineProtocolException("missing measurement");
        }

        while (Next == ',')
        {
            _at++;
            Require(Skip(",= "), "missing tag key");
            if (Next != '=')
            {
                throw new LineProtocolException("missing tag value");
            }

            _at++;
            Require(Skip(",= "), "missing tag value");
            if (Next == '=')
            {
                throw new LineProtocolException("invalid tag format");
            }
        }

        if (Next == '\n')
        {
            throw new LineProtocolException("missing fields");
        }

        return start.._at;
    }

    private void ReadFields()
    {
        SkipBlanks();
        if (Next == '\n')
        {
            throw new LineProtocolException("missing fields");
        }

        while (true)
        {
            var start = _at;
            Require(Skip(",= "), "missing field key");
            var name = start.._at;
            if (Next != '=')
            {
                throw new LineProtocolException("invalid field format");
            }

            _at++;
            _parsed.Fields.Add(Next == '"' ? ReadText(name) : ReadValue(name));
            if (Next != ',')
            {
                return;
            }

            _at++;
        }
    }

    private ParsedField ReadText(Range name)
    {
        var start = ++_at;
        while (_at < _bytes.Length && _bytes[_at] != '"')
        {
            _line += _bytes[_at] == '\n' ? 1 : 0;
            _at += _bytes[_at] == '\\' && _at + 1 < _bytes.Length && _bytes[_at + 1] is (byte)'"' or (byte)'\\' ? 2 : 1;
        }

        if (_at >= _bytes.Length)
        {
            throw new LineProtocolException("unbalanced quotes");
        }

        var text = start.._at++;
        return Next is ',' or ' ' or '\n' or '\r'
            ? new ParsedField(name, FieldType.String, 0, text)
            : throw new LineProtocolException("invalid field format");
    }

    private ParsedField ReadValue(Range name)
    {
        var start = _at;
        while (Next is not (',' or ' ' or '\n' or '\r'))
        {
            _at++;
        }

        var value = _bytes[start.._at];
        if (value.IsEmpty)
        {
            throw new LineProtocolException("missing field value");
        }

        var number = value[..^1];
        if (value[^1] == 'i' && Utf8Parser.TryParse(number, out long whole, out var read) && read == number.Length)
        {
            return new ParsedField(name, FieldType.Integer, whole, default);
        }

        if (value[^1] == 'u' && Utf8Parser.TryParse(number, out ulong positive, out read) && read == number.Length)
        {
            return new ParsedField(name, FieldType.Unsigned, (long)positive, default);
        }

        if (Utf8Parser.TryParse(value, out double real, out read) && read == value.Length && double.IsFinite(real))
        {
            return new ParsedField(name, FieldType.Float, BitConverter.DoubleToInt64Bits(real), default);
        }

        return new ParsedField(name, FieldType.Boolean, ReadBoolean(value) ? 1 : 0, default);
    }

    private static bool ReadBoolean(ReadOnlySpan<byte> value)
    {
        if (value.SequenceEqual("t"u8) || value.SequenceEqual("T"u8)
            || value.SequenceEqual("true"u8) || value.SequenceEqual("True"u8) || value.SequenceEqual("TRUE"u8))
        {
            return true;
        }

        return value.SequenceEqual("f"u8) || value.SequenceEqual("F"u8)
            || value.SequenceEqual("false"u8) || value.SequenceEqual("False"u8) || value.SequenceEqual("FALSE"u8)
                ? false
                : throw new LineProtocolException(char.IsAsciiLetter((char)value[0]) ? "invalid boolean" : "invalid number");
    }

    private long ReadTime()
    {
        SkipBlanks();
        var start = _at;
        while (Next is not ('\n' or '\r' or ' '))
        {
            _at++;
        }

        var text = _bytes[start.._at];
        SkipBlanks();
        if (Next != '\n')
        {
            throw new LineProtocolException("bad timestamp");
        }

        var low = _now;
        if (!text.IsEmpty)
        {
            if (!Utf8Parser.TryParse(text, out long time, out var read) || read != text.Length)
            {
                throw new LineProtocolException("bad timestamp");
            }

            if (Math.BigMul(time, _unit, out low) != (low < 0 ? -1 : 0) || low is <= long.MinValue + 1 or long.MaxValue)
            {
                throw new LineProtocolException("time outside range -9223372036854775806 - 9223372036854775806");
            }
        }

        SkipLine();
        return low;
    }

    /// <summary>Goes to the first of these bytes that is not escaped, or to the line's end; true where it went on at all.</summary>
    private bool Skip(string ends, bool inMeasurement = false)
    {
        var start = _at;
        while (Next != '\n' && !ends.Contains((char)Next, StringComparison.Ordinal))
        {
            var escapes = Next == '\\' && _at + 1 < _bytes.Length
                && (_bytes[_at + 1] is (byte)',' or (byte)' ' || (_bytes[_at + 1] == '=' && !inMeasurement));
            _at += escapes ? 2 : 1;
        }

        return _at > start;
    }

    private static void Require(bool isThere, string message)
    {
        if (!isThere)
        {
            throw new LineProtocolException(message);
        }
    }

    private void SkipBlanks()
    {
        while (_at < _bytes.Length && _bytes[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or 0)
        {
            _at++;
        }
    }

    private void SkipLine()
    {
        var length = _bytes[_at..].IndexOf((byte)'\n');
        _at = length < 0 ? _bytes.Length : _at + length + 1;
        _line++;
    }
}
