using System.Globalization;
using Observability.LogQL.Text;

namespace Observability.LogQL.Syntax.Parsing;

/// <summary>Divides a query into its words.</summary>
internal sealed class LogQLScanner
{
    private const string DurationUnits = "nuµmshdwy";
    private const string SizeUnits = "BikKMGTP";

    // Longest first.
    private static readonly string[] s_symbols =
    [
        "|=", "|~", "|>", "!=", "!~", "!>", "=~", "==", ">=", "<=", ">", "<", "=", "|",
        "{", "}", "(", ")", "]", ",", "+", "-", "*", "/", "%", "^", ".",
    ];

    private readonly string _query;
    private readonly string? _variable;
    private readonly List<Token> _tokens = [];
    private int _position;

    private LogQLScanner(string query, string? variable)
    {
        _query = query;
        _variable = variable;
    }

    /// <summary>The words, the last of which is the end.</summary>
    /// <exception cref="LogQLException">A text does not end, or there is a character that LogQL does not know.</exception>
    public static List<Token> Read(string query, string? variable)
    {
        var scanner = new LogQLScanner(query, variable);
        while (scanner._position < query.Length)
        {
            scanner.ReadNext(query[scanner._position]);
        }

        scanner.Add(TokenKind.End, string.Empty, query.Length);
        return scanner._tokens;
    }

    private void ReadNext(char character)
    {
        if (char.IsWhiteSpace(character))
        {
            _position++;
        }
        else if (character == '#')
        {
            _position = _query.IndexOf('\n', _position) is var end and >= 0 ? end : _query.Length;
        }
        else if (character is '"' or '`')
        {
            ReadText();
        }
        else if (character == '[')
        {
            ReadRange();
        }
        else if (IsNameStart(character))
        {
            ReadWord();
        }
        else if (char.IsAsciiDigit(character) || (character == '.' && char.IsAsciiDigit(At(_position + 1))))
        {
            ReadNumber(_position);
        }
        else if (character != '-' || !(TryReadFlag() || TryReadUnit(_position, _position + 1)))
        {
            ReadSymbol();
        }
    }

    private void ReadText()
    {
        var end = GoText.FindEnd(_query, _position);
        if (end < 0)
        {
            throw Refuse("literal not terminated", _position);
        }

        Add(TokenKind.Text, GoText.Unquote(_query[_position..end]) ?? throw Refuse("invalid escape in a string", _position), end);
    }

    private void ReadRange()
    {
        var end = _query.IndexOf(']', _position);
        if (end < 0)
        {
            throw Refuse("missing closing ']' in duration", _position);
        }

        var text = _query[(_position + 1)..end];
        long nanoseconds = 0;
        if (!IsVariable(text) && !DurationText.TryParse(text, out nanoseconds))
        {
            throw Refuse($"not a valid duration string: {GoText.Quote(text)}", _position + 1);
        }

        Add(TokenKind.Range, text, end + 1, unchecked((ulong)nanoseconds));
    }

    private void ReadWord()
    {
        var end = _position + 1;
        while (end < _query.Length && (IsNameStart(_query[end]) || char.IsDigit(_query[end])))
        {
            end++;
        }

        var text = _query[_position..end];
        var lower = text.ToLowerInvariant();
        var kind = IsVariable(text) ? TokenKind.Variable
            : LogQLWords.IsFunction(lower) && IsCall(end) ? TokenKind.Function
            : LogQLWords.IsKeyword(lower) ? TokenKind.Keyword
            : TokenKind.Identifier;
        Add(kind, kind is TokenKind.Function or TokenKind.Keyword ? lower : text, end);
    }

    // sum(…), sum by (…), sum without (…)
    private bool IsCall(int position)
    {
        var rest = _query.AsSpan(position).TrimStart();
        foreach (var grouping in (ReadOnlySpan<string>)["by", "without"])
        {
            if (rest.StartsWith(grouping, StringComparison.OrdinalIgnoreCase))
            {
                rest = rest[grouping.Length..].TrimStart();
                break;
            }
        }

        return rest.StartsWith("(");
    }

    private void ReadNumber(int start)
    {
        var end = start;
        while (char.IsAsciiDigit(At(end)) || At(end) == '.')
        {
            end++;
        }

        if (At(end) is 'e' or 'E')
        {
            var digits = At(end + 1) is '+' or '-' ? end + 2 : end + 1;
            if (char.IsAsciiDigit(At(digits)))
            {
                end = digits;
                while (char.IsAsciiDigit(At(end)))
                {
                    end++;
                }
            }
        }

        if (!TryReadUnit(start, end))
        {
            var text = _query[start..end];
            if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            {
                throw Refuse($"unable to parse literal as a float: {text}", start);
            }

            Add(TokenKind.Number, text, end);
        }
    }

    // 5m, 1h30m, -5m, 1.5s, 20KB
    private bool TryReadUnit(int start, int digits)
    {
        var end = Extend(digits, DurationUnits);
        var text = _query.AsSpan(start, end - start);
        if (end > digits && (DurationText.TryParse(text, out var nanoseconds) || DurationText.TryParseGo(text, out nanoseconds)))
        {
            Add(TokenKind.Duration, text.ToString(), end, unchecked((ulong)nanoseconds));
            return true;
        }

        end = Extend(digits, SizeUnits);
        text = _query.AsSpan(start, end - start);
        if (end == digits || !ByteSizeText.TryParse(text, out var bytes))
        {
            return false;
        }

        Add(TokenKind.Bytes, text.ToString(), end, bytes);
        return true;
    }

    private int Extend(int position, string units)
    {
        while (position < _query.Length
            && (char.IsAsciiDigit(_query[position])
                || _query[position] == '.'
                || units.Contains(_query[position], StringComparison.Ordinal)))
        {
            position++;
        }

        return position;
    }

    private bool TryReadFlag()
    {
        foreach (var flag in (ReadOnlySpan<string>)["--strict", "--keep-empty"])
        {
            var end = _position + flag.Length;
            if (string.CompareOrdinal(_query, _position, flag, 0, flag.Length) == 0 && !char.IsLetter(At(end)) && At(end) != '-')
            {
                Add(TokenKind.Flag, flag, end);
                return true;
            }
        }

        return false;
    }

    private void ReadSymbol()
    {
        var symbol = Array.Find(s_symbols, candidate => string.CompareOrdinal(_query, _position, candidate, 0, candidate.Length) == 0)
            ?? throw Refuse($"unexpected character {GoText.Quote(_query[_position].ToString())}", _position);
        Add(TokenKind.Symbol, symbol, _position + symbol.Length);
    }

    private void Add(TokenKind kind, string text, int end, ulong value = 0)
    {
        _tokens.Add(new Token(kind, text, value, _position));
        _position = end;
    }

    private char At(int position) => position < _query.Length ? _query[position] : '\0';

    private bool IsVariable(string text) => _variable is not null && text.Contains(_variable, StringComparison.Ordinal);

    private LogQLException Refuse(string problem, int position) => new(problem, _query, position);

    private static bool IsNameStart(char character) => char.IsLetter(character) || character == '_';
}
