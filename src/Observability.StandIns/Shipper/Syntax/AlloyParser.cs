using System.Globalization;

namespace Observability.StandIns.Shipper.Syntax;

/// <summary>
/// Reads blocks, attributes and expressions (https://grafana.com/docs/alloy/latest/get-started/configuration-syntax/syntax/). Of the
/// operators it knows <c>+</c>; the others, and modules, it refuses by name.
/// </summary>
internal sealed class AlloyParser
{
    // Deep enough for whatever a person writes, and not deep enough for the stack.
    private const int DeepestNesting = 100;

    private readonly List<Token> _tokens;
    private int _at;
    private int _depth;

    private AlloyParser(List<Token> tokens) => _tokens = tokens;

    private Token Current => _tokens[_at];

    /// <summary>Reads the blocks of a file.</summary>
    /// <exception cref="AlloyException">It has a mistake.</exception>
    public static IReadOnlyList<AlloyBlock> Parse(string text)
    {
        var parser = new AlloyParser(AlloyLexer.Read(text));
        var (attributes, blocks) = parser.ReadBody(isFile: true);
        return attributes.Count == 0
            ? blocks
            : throw new AlloyException(attributes[0].Position, $"the attribute {attributes[0].Name} is in no block");
    }

    private (List<AlloyAttribute> Attributes, List<AlloyBlock> Blocks) ReadBody(bool isFile)
    {
        var attributes = new List<AlloyAttribute>();
        var blocks = new List<AlloyBlock>();
        while (true)
        {
            SkipLines();
            if (isFile ? Current.Kind == TokenKind.End : Current.Is("}"))
            {
                return (attributes, blocks);
            }

            ReadStatement(attributes, blocks);
            if (Current.Kind is not (TokenKind.NewLine or TokenKind.End) && !Current.Is("}"))
            {
                throw Unexpected("the end of the line");
            }
        }
    }

    private void ReadStatement(List<AlloyAttribute> attributes, List<AlloyBlock> blocks)
    {
        var position = Current.Position;
        var name = ReadPath();
        if (Current.Is("="))
        {
            _at++;
            if (attributes.Exists(attribute => attribute.Name == name))
            {
                throw new AlloyException(position, $"{name} is set twice");
            }

            attributes.Add(new AlloyAttribute(name, ReadExpression(), position));
            return;
        }

        string? label = null;
        if (Current.Kind == TokenKind.Text)
        {
            label = Current.Text;
            _at++;
        }

        Enter();
        Expect("{");
        var (innerAttributes, innerBlocks) = ReadBody(isFile: false);
        Expect("}");
        _depth--;
        blocks.Add(new AlloyBlock(name, label, innerAttributes, innerBlocks, position));
    }

    private AlloyExpression ReadExpression()
    {
        var left = ReadOperand();
        while (Current.Is("+"))
        {
            _at++;
            SkipLines();
            left = new SumExpression(left.Position, left, ReadOperand());
        }

        return Current.Kind == TokenKind.Symbol && Current.Text is not ("," or "]" or "}" or ")")
            ? throw new AlloyException(Current.Position, $"this stand-in for Alloy does not support the operator {Current.Text}")
            : left;
    }

    private AlloyExpression ReadOperand()
    {
        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Text:
                _at++;
                return new LiteralExpression(token.Position, token.Text);
            case TokenKind.Number:
                _at++;
                return new LiteralExpression(token.Position, double.Parse(token.Text, CultureInfo.InvariantCulture));
            case TokenKind.Identifier:
                return ReadReference();
        }

        Enter();
        var value = token.Text switch
        {
            "[" => ReadList(),
            "{" => ReadMap(),
            "(" => ReadParentheses(),
            "-" when _tokens[_at + 1].Kind == TokenKind.Number => ReadNegative(),
            _ => throw Unexpected("a value"),
        };
        _depth--;
        return value;
    }

    private LiteralExpression ReadNegative()
    {
        var position = Current.Position;
        _at += 2;
        return new LiteralExpression(position, -double.Parse(_tokens[_at - 1].Text, CultureInfo.InvariantCulture));
    }

    private AlloyExpression ReadParentheses()
    {
        Expect("(");
        SkipLines();
        var value = ReadExpression();
        SkipLines();
        Expect(")");
        return value;
    }

    private ListExpression ReadList()
    {
        var position = Current.Position;
        return new ListExpression(position, ReadItems("[", "]", ReadExpression));
    }

    private MapExpression ReadMap()
    {
        var position = Current.Position;
        return new MapExpression(position, ReadItems("{", "}", () =>
        {
            var key = Current;
            if (key.Kind is not (TokenKind.Identifier or TokenKind.Text))
            {
                throw Unexpected("a key");
            }

            _at++;
            Expect("=");
            SkipLines();
            return KeyValuePair.Create(key.Text, ReadExpression());
        }));
    }

    private List<T> ReadItems<T>(string open, string close, Func<T> read)
    {
        var items = new List<T>();
        Expect(open);
        SkipLines();
        while (!Current.Is(close))
        {
            items.Add(read());
            SkipLines();
            if (!Current.Is(close))
            {
                Expect(",");
                SkipLines();
            }
        }

        _at++;
        return items;
    }

    private AlloyExpression ReadReference()
    {
        var position = Current.Position;
        var path = ReadPath();
        if (Current.Is("("))
        {
            Enter();
            var arguments = ReadItems("(", ")", ReadExpression);
            _depth--;
            return new CallExpression(position, path, arguments);
        }

        return path switch
        {
            "true" => new LiteralExpression(position, true),
            "false" => new LiteralExpression(position, false),
            "null" => new LiteralExpression(position, null),
            _ => new ReferenceExpression(position, path),
        };
    }

    // a.b.c
    private string ReadPath()
    {
        if (Current.Kind != TokenKind.Identifier)
        {
            throw Unexpected("a name");
        }

        var path = Current.Text;
        _at++;
        while (Current.Is(".") && _tokens[_at + 1].Kind == TokenKind.Identifier)
        {
            path += "." + _tokens[_at + 1].Text;
            _at += 2;
        }

        return path;
    }

    private void Enter()
    {
        if (++_depth > DeepestNesting)
        {
            throw new AlloyException(Current.Position, "blocks and values are nested too deeply");
        }
    }

    private void SkipLines()
    {
        while (Current.Kind == TokenKind.NewLine)
        {
            _at++;
        }
    }

    private void Expect(string symbol)
    {
        if (!Current.Is(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }

        _at++;
    }

    private AlloyException Unexpected(string expected) => new(Current.Position, $"expected {expected}, found {Current}");
}
