using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Observability.LogQL.Text;

/// <summary>
/// Writes a regular expression of RE2's syntax (https://github.com/google/re2/wiki/Syntax) as one of .NET's that means the same, and
/// refuses what RE2 refuses. Every capturing group gets its number as a name, so that named and unnamed ones count together as in Go.
/// </summary>
internal sealed class GoRegexTranslator
{
    private const string Digit = "0-9";
    private const string Word = "0-9A-Za-z_";
    private const string Space = @"\t\n\f\r ";
    private const string NoDigit = @"\x00-/:-\uffff";
    private const string NoWord = @"\x00-/:-@\[-\^`{-\uffff";
    private const string NoSpace = @"\x00-\b\v\x0e-\x1f!-\uffff";

    private readonly string _pattern;
    private readonly StringBuilder _result = new();
    private readonly Stack<bool> _multiline = new();
    private readonly List<string> _groups = [string.Empty];
    private bool _isMultiline;
    private int _position;

    private GoRegexTranslator(string pattern) => _pattern = pattern;

    /// <summary>Translates a pattern.</summary>
    /// <returns>The pattern for .NET, and the names of its groups by number: empty for those without, and for the whole.</returns>
    /// <exception cref="LogQLException">RE2 would refuse it.</exception>
    public static (string Pattern, IReadOnlyList<string> Groups) Translate(string pattern)
    {
        var translator = new GoRegexTranslator(pattern);
        translator.ReadAll();
        return (translator._result.ToString(), translator._groups);
    }

    private void ReadAll()
    {
        while (_position < _pattern.Length)
        {
            var character = _pattern[_position];
            switch (character)
            {
                case '\\':
                    ReadEscape(isInClass: false);
                    break;
                case '[':
                    ReadClass();
                    break;
                case '(':
                    ReadGroup();
                    break;
                case ')':
                    _isMultiline = _multiline.Count > 0 ? _multiline.Pop() : throw Refuse("unexpected )");
                    _result.Append(')');
                    _position++;
                    break;
                case '$':
                    // .NET's would also match before a last newline.
                    _result.Append(_isMultiline ? "$" : @"\z");
                    _position++;
                    break;
                default:
                    _result.Append(character);
                    _position++;
                    break;
            }
        }

        if (_multiline.Count > 0)
        {
            throw Refuse("missing closing )");
        }
    }

    private void ReadGroup()
    {
        _multiline.Push(_isMultiline);
        var rest = _pattern.AsSpan(_position);
        if (!rest.StartsWith("(?"))
        {
            _position++;
            OpenGroup(string.Empty);
        }
        else if (rest.StartsWith("(?P<") || (rest.StartsWith("(?<") && !rest.StartsWith("(?<=") && !rest.StartsWith("(?<!")))
        {
            var start = _position + (rest[2] == 'P' ? 4 : 3);
            var end = _pattern.IndexOf('>', start);
            var name = end < 0 ? string.Empty : _pattern[start..end];
            if (name.Length == 0 || !name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_'))
            {
                throw Refuse($"invalid named capture: `{_pattern[_position..(end < 0 ? _pattern.Length : end + 1)]}`");
            }

            if (_groups.Contains(name))
            {
                throw Refuse($"duplicate capture group name: `{name}`");
            }

            _position = end + 1;
            OpenGroup(name);
        }
        else
        {
            ReadFlags();
        }
    }

    private void OpenGroup(string name)
    {
        _result.Append(CultureInfo.InvariantCulture, $"(?<{_groups.Count}>");
        _groups.Add(name);
    }

    // (?:…), (?i), (?s-i:…)
    private void ReadFlags()
    {
        var start = _position;
        _position += 2;
        var isOff = false;
        while (_position < _pattern.Length && (_pattern[_position] is 'i' or 'm' or 's' || (_pattern[_position] == '-' && !isOff)))
        {
            isOff |= _pattern[_position] == '-';
            _isMultiline = _pattern[_position] == 'm' ? !isOff : _isMultiline;
            _position++;
        }

        var end = _position < _pattern.Length ? _pattern[_position] : '\0';
        if (end == 'U')
        {
            throw new LogQLNotSupportedException("the flag U of a regular expression");
        }

        if (end is not (':' or ')') || (end == ')' && _position == start + 2) || _pattern[_position - 1] == '-')
        {
            throw Refuse($"invalid or unsupported Perl syntax: `{_pattern[start..Math.Min(_pattern.Length, _position + 1)]}`");
        }

        _position++;
        _result.Append(_pattern, start, _position - start);
        if (end == ')')
        {
            // The flags hold for what encloses them; the group that was taken for one is none.
            _multiline.Pop();
        }
    }

    private void ReadClass()
    {
        var start = _position++;
        _result.Append('[');
        if (_position < _pattern.Length && _pattern[_position] == '^')
        {
            _result.Append('^');
            _position++;
        }

        for (var isFirst = true; _position < _pattern.Length && (_pattern[_position] != ']' || isFirst); isFirst = false)
        {
            if (_pattern[_position] == '[' && _position + 1 < _pattern.Length && _pattern[_position + 1] == ':')
            {
                ReadNamedClass();
            }
            else if (_pattern[_position] == '\\')
            {
                ReadEscape(isInClass: true);
            }
            else
            {
                AppendInClass(_pattern[_position++]);
            }

            // A dash between two characters is a range; one at either end is itself.
            if (_position + 1 < _pattern.Length && _pattern[_position] == '-' && _pattern[_position + 1] != ']')
            {
                _result.Append('-');
                _position++;
                if (_pattern[_position] == '\\')
                {
                    ReadEscape(isInClass: true);
                }
                else
                {
                    AppendInClass(_pattern[_position++]);
                }
            }
        }

        if (_position >= _pattern.Length)
        {
            throw Refuse($"missing closing ]: `{_pattern[start..]}`");
        }

        _result.Append(']');
        _position++;
    }

    private void AppendInClass(char character)
    {
        if (char.IsSurrogate(character))
        {
            throw new LogQLNotSupportedException("a character beyond U+FFFF in a class of a regular expression");
        }

        if (character is '[' or ']' or '\\' or '^' or '-')
        {
            _result.Append('\\');
        }

        _result.Append(character);
    }

    private void ReadNamedClass()
    {
        var end = _pattern.IndexOf(":]", _position, StringComparison.Ordinal);
        var name = end < 0 ? string.Empty : _pattern[(_position + 2)..end];
        _result.Append(name switch
        {
            "alnum" => "0-9A-Za-z",
            "alpha" => "A-Za-z",
            "ascii" => @"\x00-\x7f",
            "blank" => @"\t ",
            "cntrl" => @"\x00-\x1f\x7f",
            "digit" => Digit,
            "graph" => "!-~",
            "lower" => "a-z",
            "print" => " -~",
            "punct" => @"!-/:-@\[-`{-~",
            "space" => @"\t\n\v\f\r ",
            "upper" => "A-Z",
            "word" => Word,
            "xdigit" => "0-9A-Fa-f",
            _ => throw Refuse($"invalid character class range: `[:{name}:]`"),
        });
        _position = end + 2;
    }

    private void ReadEscape(bool isInClass)
    {
        var character = _position + 1 < _pattern.Length ? _pattern[_position + 1] : throw Refuse("trailing backslash at end of expression");
        if (character is 'd' or 'w' or 's' or 'D' or 'W' or 'S')
        {
            AppendSet(character, isInClass);
        }
        else if (character is 'p' or 'P')
        {
            ReadCategory();
            return;
        }
        else if (character is 'x' or '0')
        {
            ReadCode(character, isInClass);
            return;
        }
        else if (character == 'Q' && !isInClass)
        {
            var end = _pattern.IndexOf(@"\E", _position, StringComparison.Ordinal);
            _result.Append(Regex.Escape(_pattern[(_position + 2)..(end < 0 ? _pattern.Length : end)]));
            _position = end < 0 ? _pattern.Length : end + 2;
            return;
        }
        else if (character == '_')
        {
            _result.Append('_');
        }
        else if (character is 'a' or 'f' or 'n' or 'r' or 't' or 'v' || (!isInClass && character is 'A' or 'z' or 'b' or 'B')
            || (char.IsAscii(character) && !char.IsAsciiLetterOrDigit(character)))
        {
            _result.Append('\\').Append(character);
        }
        else
        {
            throw Refuse($"invalid escape sequence: `\\{character}`");
        }

        _position += 2;
    }

    // RE2's classes are of ASCII, .NET's of all Unicode.
    private void AppendSet(char name, bool isInClass)
    {
        if (isInClass)
        {
            _result.Append(name switch { 'd' => Digit, 'w' => Word, 's' => Space, 'D' => NoDigit, 'W' => NoWord, _ => NoSpace });
        }
        else
        {
            _result.Append(char.IsUpper(name) ? "[^" : "[").Append(
                name switch { 'd' or 'D' => Digit, 'w' or 'W' => Word, _ => Space }).Append(']');
        }
    }

    private void ReadCategory()
    {
        var match = Regex.Match(_pattern[_position..], @"\A\\([pP])(?:\{(\^?)([A-Za-z_]+)\}|([A-Z]))");
        if (!match.Success)
        {
            throw Refuse("invalid character class range");
        }

        var name = match.Groups[3].Value + match.Groups[4].Value;
        if (name.Length > 2)
        {
            throw new LogQLNotSupportedException($"the class {match.Value} of a regular expression");
        }

        var isNegated = (match.Groups[1].Value == "P") != (match.Groups[2].Length > 0);
        _result.Append(isNegated ? @"\P{" : @"\p{").Append(name).Append('}');
        _position += match.Length;
    }

    // \x41, \x{1F600}, \012
    private void ReadCode(char kind, bool isInClass)
    {
        var match = Regex.Match(_pattern[_position..], @"\A\\(?:x\{([0-9A-Fa-f]{1,6})\}|x([0-9A-Fa-f]{2})|(0[0-7]{0,2}))");
        var digits = match.Groups[1].Value + match.Groups[2].Value + match.Groups[3].Value;
        var code = match.Success ? Convert.ToInt32(digits, kind == 'x' ? 16 : 8) : -1;
        if (!Rune.IsValid(code))
        {
            throw Refuse("invalid escape sequence");
        }

        _position += match.Length;
        var text = new Rune(code).ToString();
        if (isInClass)
        {
            AppendInClass(text[0]);
        }
        else
        {
            _result.Append(text.Length > 1 ? $"(?:{text})" : Regex.Escape(text));
        }
    }

    private static LogQLException Refuse(string problem) => new($"error parsing regexp: {problem}");
}
