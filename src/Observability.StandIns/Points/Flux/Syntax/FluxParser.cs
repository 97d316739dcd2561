using System.Globalization;
using System.Text;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Syntax;

/// <summary>Reads a query (https://docs.influxdata.com/flux/v0/spec/): its statements. The other half reads expressions.</summary>
internal sealed partial class FluxParser
{
    // Each level is some frames of the stack.
    private const int DeepestNesting = 200;
    private readonly string _text;
    private readonly List<FluxToken> _tokens;
    private int _at;
    private int _depth;

    private FluxParser(string text, List<FluxToken> tokens) => (_text, _tokens) = (text, tokens);

    /// <summary>Reads a query.</summary>
    /// <exception cref="FluxException">It does not follow the grammar; the message says where.</exception>
    public static IReadOnlyList<FluxNode> Parse(string text)
    {
        var parser = new FluxParser(text, FluxLexer.Read(text));
        var statements = new List<FluxNode>();
        while (parser.Next.Kind != TokenKind.End)
        {
            statements.Add(parser.ParseStatement());
        }

        return statements;
    }

    private FluxToken Next => _tokens[_at];

    private FluxToken After => _tokens[Math.Min(_at + 1, _tokens.Count - 1)];

    private FluxNode ParseStatement()
    {
        var start = Next.Position;
        if (TryTake("import"))
        {
            var alias = Next.Kind == TokenKind.Identifier ? Take().Text : null;
            var path = Next.Kind == TokenKind.String ? Take().Text : throw Unexpected("a path between quotes");
            return new FluxNode.Import(start, path, alias ?? path[(path.LastIndexOf('/') + 1)..]);
        }

        if (TryTake("package"))
        {
            TakeName();
            return ParseStatement();
        }

        if (TryTake("option"))
        {
            var option = TakeName();
            return Next.Is(".")
                ? throw Fail(start, $"option {option}.{After.Text}: this stand-in for InfluxDB does not support it")
                : ParseAssignment(start, option, isOption: true);
        }

        if (Next.Is("builtin") || Next.Is("testcase") || Next.Is("@"))
        {
            throw Fail(start, $"{Next.Text}: this stand-in for InfluxDB does not support it");
        }

        return Next.Kind == TokenKind.Identifier && After.Is("=") ? ParseAssignment(start, Take().Text, isOption: false)
            : ParseExpression();
    }

    private FluxNode.Assignment ParseAssignment(int start, string name, bool isOption)
    {
        Require("=");
        return new FluxNode.Assignment(start, name, ParseExpression(), isOption);
    }

    private FluxNode.Block ParseBlock()
    {
        var start = Next.Position;
        Require("{");
        var statements = new List<FluxNode>();
        while (!TryTake("}"))
        {
            var position = Next.Position;
            statements.Add(TryTake("return") ? new FluxNode.Return(position, ParseExpression()) : ParseStatement());
        }

        return statements is [.., FluxNode.Return]
            ? new FluxNode.Block(start, statements)
            : throw Fail(start, "missing return statement in block");
    }

    private FluxNode ParseString(FluxToken token)
    {
        var parts = new List<FluxNode>();
        var plain = new StringBuilder();
        var text = token.Text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i = Unescape(token, text, i + 1, plain);
            }
            else if (text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{')
            {
                var end = FindEnd(token, text, i + 2);
                parts.Add(new FluxNode.Literal(token.Position, FluxValue.Of(plain.ToString())));
                plain.Clear();
                parts.Add(ParseInner(token, text[(i + 2)..end]));
                i = end;
            }
            else
            {
                plain.Append(text[i]);
            }
        }

        var last = new FluxNode.Literal(token.Position, FluxValue.Of(plain.ToString()));
        return parts.Count == 0 ? last : new FluxNode.Interpolation(token.Position, [.. parts, last]);
    }

    private FluxNode ParseInner(FluxToken token, string text)
    {
        if (++_depth > DeepestNesting)
        {
            throw Fail(token.Position, "the query is nested too deeply");
        }

        var inner = new FluxParser(text, FluxLexer.Read(text)) { _depth = _depth };
        var node = inner.ParseExpression();
        _depth--;
        return inner.Next.Kind == TokenKind.End ? node
            : throw Fail(token.Position, $"unexpected {inner.Next.Text} in string interpolation");
    }

    private int FindEnd(FluxToken token, string text, int from)
    {
        var depth = 0;
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '}' && depth-- == 0)
            {
                return i;
            }

            depth += text[i] == '{' ? 1 : 0;
        }

        throw Fail(token.Position, "string interpolation has no end");
    }

    // \n \r \t \\ \" \${ and \xhh, bytes of UTF-8
    private int Unescape(FluxToken token, string text, int at, StringBuilder plain)
    {
        if (text[at] != 'x')
        {
            plain.Append(text[at] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var other => other });
            return at;
        }

        var bytes = new List<byte>();
        for (at--; at + 3 < text.Length && text[at] == '\\' && text[at + 1] == 'x'; at += 4)
        {
            bytes.Add(byte.TryParse(text.AsSpan(at + 2, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw Fail(token.Position, "invalid byte value"));
        }

        plain.Append(bytes.Count > 0 ? Encoding.UTF8.GetString([.. bytes]) : throw Fail(token.Position, "invalid byte value"));
        return at - 1;
    }

    private FluxToken Take() => _tokens[_at < _tokens.Count - 1 ? _at++ : _at];

    private string TakeName() => Next.Kind == TokenKind.Identifier ? Take().Text : throw Unexpected("a name");

    private bool TryTake(string sign)
    {
        var isThere = Next.Is(sign);
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void Require(string sign)
    {
        if (!TryTake(sign))
        {
            throw Unexpected(sign);
        }
    }

    private FluxException Unexpected(string expected) =>
        Fail(Next.Position, $"expected {expected}, got {(Next.Kind == TokenKind.End ? "the end of the query" : Next.Text)}");

    private FluxException Fail(int position, string message) =>
        new($"compilation failed: error @{FluxLexer.Place(_text, position)}: {message}");
}
