using System.Globalization;
using System.Text;

namespace Observability.Hosting.Tests.Alloy;

/// <summary>
/// Reads Alloy's configuration language, as far as this project writes it and no more leniently than Alloy's own scanner
/// (https://github.com/grafana/alloy/tree/main/syntax/scanner): blocks, attributes, strings, lists, maps and references.
/// </summary>
internal sealed class AlloyReader
{
    private readonly string _text;
    private int _at;

    private AlloyReader(string text) => _text = text;

    public static IReadOnlyList<Block> Read(string text)
    {
        var reader = new AlloyReader(text);
        var body = reader.ReadBody(end: '\0');
        return body.Attributes.Count == 0 ? body.Blocks : throw new FormatException("An attribute outside of any block.");
    }

    private Block ReadBody(char end)
    {
        var body = new Block(string.Empty, null, [], []);
        for (SkipLines(); Peek() != end; SkipLines())
        {
            var name = ReadPath();
            SkipSpaces();
            if (Peek() == '=')
            {
                _at++;
                body.Attributes.Add(name, ReadValue());
            }
            else
            {
                var label = Peek() == '"' ? ReadText() : null;
                if (label is not null && (label.Length == 0 || ReadIdentifierOf(label) != label))
                {
                    throw Wrong("a label is an identifier");
                }

                SkipSpaces();
                Expect('{');
                var inner = ReadBody('}');
                Expect('}');
                body.Blocks.Add(inner with { Name = name, Label = label });
            }

            SkipSpaces();
            if (Peek() is not ('\n' or '}' or '\0'))
            {
                throw Wrong("a statement ends with its line");
            }
        }

        return body;
    }

    private Value ReadValue()
    {
        SkipSpaces();
        switch (Peek())
        {
            case '"':
                return new Text(ReadText());
            case '[':
                _at++;
                var items = new List<Value>();
                for (SkipLines(); Peek() != ']'; SkipLines())
                {
                    items.Add(ReadValue());
                    Separate(']');
                }

                Expect(']');
                return new List(items);
            case '{':
                _at++;
                var entries = new Dictionary<string, Value>(StringComparer.Ordinal);
                for (SkipLines(); Peek() != '}'; SkipLines())
                {
                    var key = Peek() == '"' ? ReadText() : ReadIdentifier();
                    SkipSpaces();
                    Expect('=');
                    entries.Add(key, ReadValue());
                    Separate('}');
                }

                Expect('}');
                return new Map(entries);
            default:
                return new Reference(ReadPath());
        }
    }

    private void Separate(char end)
    {
        SkipLines();
        if (Peek() != end)
        {
            Expect(',');
        }
    }

    private string ReadText()
    {
        Expect('"');
        var text = new StringBuilder();
        while (true)
        {
            var next = Next();
            switch (next)
            {
                case '"':
                    return text.ToString();
                case '\\':
                    text.Append(ReadEscape());
                    break;
                case '\0' or '\n' or '\uFEFF':
                    throw Wrong("a string ends on its line and has no such character");
                default:
                    text.Append(next);
                    break;
            }
        }
    }

    private string ReadEscape() => Next() switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        '"' => "\"",
        '\\' => "\\",
        'u' => char.ConvertFromUtf32(int.Parse(Take(4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)),
        _ => throw Wrong("an escape that this project does not write"),
    };

    private string ReadPath()
    {
        var path = ReadIdentifier();
        while (Peek() == '.')
        {
            _at++;
            path += "." + ReadIdentifier();
        }

        return path;
    }

    private string ReadIdentifier()
    {
        var name = ReadIdentifierOf(_text[_at..]);
        _at += name.Length;
        return name.Length > 0 ? name : throw Wrong("an identifier");
    }

    private static string ReadIdentifierOf(string text) => string.Concat(text.TakeWhile((character, index) =>
        char.IsAsciiLetter(character) || character == '_' || (index > 0 && char.IsAsciiDigit(character))));

    private void SkipSpaces()
    {
        while (Peek() is ' ' or '\t')
        {
            _at++;
        }
    }

    private void SkipLines()
    {
        while (Peek() is ' ' or '\t' or '\n')
        {
            _at++;
        }
    }

    private string Take(int count)
    {
        var taken = _text.Substring(_at, count);
        _at += count;
        return taken;
    }

    private void Expect(char expected)
    {
        if (Next() != expected)
        {
            throw Wrong($"'{expected}'");
        }
    }

    private char Next()
    {
        var next = Peek();
        _at++;
        return next;
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private FormatException Wrong(string expected) => new($"At {_at}, after '{_text[Math.Max(0, _at - 30).._at]}': {expected}.");

    internal abstract record Value;

    internal sealed record Text(string Content) : Value;

    internal sealed record Reference(string Path) : Value;

    internal sealed record List(IReadOnlyList<Value> Items) : Value;

    internal sealed record Map(IReadOnlyDictionary<string, Value> Entries) : Value;

    internal sealed record Block(string Name, string? Label, Dictionary<string, Value> Attributes, List<Block> Blocks)
    {
        /// <summary>Every reference in the block and those within it.</summary>
        public IEnumerable<string> References() =>
            Attributes.Values.SelectMany(ReferencesOf).Concat(Blocks.SelectMany(block => block.References()));

        private static IEnumerable<string> ReferencesOf(Value value) => value switch
        {
            Reference reference => [reference.Path],
            List list => list.Items.SelectMany(ReferencesOf),
            Map map => map.Entries.Values.SelectMany(ReferencesOf),
            _ => [],
        };
    }
}
