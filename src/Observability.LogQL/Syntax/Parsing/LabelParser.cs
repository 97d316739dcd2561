using Observability.LogQL.Text;

namespace Observability.LogQL.Syntax.Parsing;

/// <summary>Parses labels as clients push them. Unlike in a query, a label may have the name of a word of the language.</summary>
internal ref struct LabelParser
{
    private readonly string _text;
    private int _position;

    private LabelParser(string text) => _text = text;

    /// <summary>Parses <c>{app="web", level="info"}</c>; a comma may follow the last.</summary>
    /// <exception cref="LogQLException">They are not labels.</exception>
    public static LabelSet Parse(string text)
    {
        var parser = new LabelParser(text);
        var labels = new List<KeyValuePair<string, string>>();
        parser.Expect('{');
        while (!parser.TrySkip('}'))
        {
            if (labels.Count > 0)
            {
                parser.Expect(',');
                if (parser.TrySkip('}'))
                {
                    break;
                }
            }

            var name = parser.ReadName();
            parser.Expect('=');
            labels.Add(KeyValuePair.Create(name, parser.ReadValue()));
        }

        parser.SkipBlanks();
        return parser._position == text.Length ? LabelSet.Create(labels) : throw parser.Refuse("unexpected text behind the labels");
    }

    private string ReadName()
    {
        SkipBlanks();
        var start = _position;
        while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] == '_'))
        {
            _position++;
        }

        return _position > start && !char.IsAsciiDigit(_text[start]) ? _text[start.._position] : throw Refuse("a label name is expected");
    }

    private string ReadValue()
    {
        SkipBlanks();
        var end = _position < _text.Length && _text[_position] is '"' or '`' ? GoText.FindEnd(_text, _position) : -1;
        var value = end < 0 ? null : GoText.Unquote(_text[_position..end]);
        if (value is null)
        {
            throw Refuse("a quoted value is expected");
        }

        _position = end;
        return value;
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }
    }

    private bool TrySkip(char character)
    {
        SkipBlanks();
        if (_position >= _text.Length || _text[_position] != character)
        {
            return false;
        }

        _position++;
        return true;
    }

    private void Expect(char character)
    {
        if (!TrySkip(character))
        {
            throw Refuse($"'{character}' is expected");
        }
    }

    private readonly LogQLException Refuse(string problem) => new(problem, _text, _position);
}
