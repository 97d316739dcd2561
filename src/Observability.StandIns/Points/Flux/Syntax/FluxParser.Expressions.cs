using System.Globalization;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Syntax;

/// <summary>
/// Expressions, from what binds least (https://docs.influxdata.com/flux/v0/spec/expressions/#operator-precedence): conditional, or,
/// and, not and exists, comparison, sum, product, power, sign, pipe, and call, index and member.
/// </summary>
internal sealed partial class FluxParser
{
    private static readonly Dictionary<string, FluxOperator> s_comparisons = new(StringComparer.Ordinal)
    {
        ["=="] = FluxOperator.Equal,
        ["!="] = FluxOperator.NotEqual,
        ["<"] = FluxOperator.Less,
        ["<="] = FluxOperator.LessOrEqual,
        [">"] = FluxOperator.Greater,
        [">="] = FluxOperator.GreaterOrEqual,
        ["=~"] = FluxOperator.Matches,
        ["!~"] = FluxOperator.MatchesNot,
    };

    private static readonly Dictionary<string, FluxOperator> s_sums = new(StringComparer.Ordinal)
    {
        ["+"] = FluxOperator.Add,
        ["-"] = FluxOperator.Subtract,
    };

    private static readonly Dictionary<string, FluxOperator> s_products = new(StringComparer.Ordinal)
    {
        ["*"] = FluxOperator.Multiply,
        ["/"] = FluxOperator.Divide,
        ["%"] = FluxOperator.Modulo,
    };

    private static readonly Dictionary<string, FluxOperator> s_powers = new(StringComparer.Ordinal) { ["^"] = FluxOperator.Power };

    private FluxNode ParseExpression()
    {
        if (++_depth > DeepestNesting)
        {
            throw Fail(Next.Position, "the query is nested too deeply");
        }

        var start = Next.Position;
        FluxNode node;
        if (TryTake("if"))
        {
            var test = ParseExpression();
            Require("then");
            var then = ParseExpression();
            Require("else");
            node = new FluxNode.Conditional(start, test, then, ParseExpression());
        }
        else
        {
            node = ParseOr();
        }

        _depth--;
        return node;
    }

    private FluxNode ParseOr()
    {
        var left = ParseAnd();
        while (Next.Is("or"))
        {
            left = new FluxNode.Logical(Take().Position, false, left, ParseAnd());
        }

        return left;
    }

    private FluxNode ParseAnd()
    {
        var left = ParseNot();
        while (Next.Is("and"))
        {
            left = new FluxNode.Logical(Take().Position, true, left, ParseNot());
        }

        return left;
    }

    private FluxNode ParseNot()
    {
        if (!Next.Is("not") && !Next.Is("exists"))
        {
            return ParseBinary(s_comparisons, () =>
                ParseBinary(s_sums, () => ParseBinary(s_products, () => ParseBinary(s_powers, ParseSign))));
        }

        var sign = Take();
        return new FluxNode.Unary(sign.Position, sign.Text, Nested(ParseNot));
    }

    private FluxNode ParseBinary(Dictionary<string, FluxOperator> operators, Func<FluxNode> parseOperand)
    {
        var left = parseOperand();
        while (Next.Kind == TokenKind.Sign && operators.TryGetValue(Next.Text, out var known))
        {
            left = new FluxNode.Binary(Take().Position, known, left, parseOperand());
        }

        return left;
    }

    private FluxNode ParseSign()
    {
        if (!Next.Is("-") && !Next.Is("+"))
        {
            return ParsePipe();
        }

        var sign = Take();
        var operand = Nested(ParseSign);
        return sign.Text == "-" ? new FluxNode.Unary(sign.Position, "-", operand) : operand;
    }

    private FluxNode Nested(Func<FluxNode> parse)
    {
        if (++_depth > DeepestNesting)
        {
            throw Fail(Next.Position, "the query is nested too deeply");
        }

        var node = parse();
        _depth--;
        return node;
    }

    private FluxNode ParsePipe()
    {
        var left = ParsePostfix();
        while (Next.Is("|>"))
        {
            var position = Take().Position;
            left = ParsePostfix() is FluxNode.Call { Pipe: null } call
                ? call with { Pipe = left }
                : throw Fail(position, "pipe destination must be a function call");
        }

        return left;
    }

    private FluxNode ParsePostfix()
    {
        var node = ParsePrimary();
        while (true)
        {
            var position = Next.Position;
            if (TryTake("("))
            {
                node = new FluxNode.Call(node.Position, node, ParseProperties(")"), null);
            }
            else if (TryTake("."))
            {
                node = new FluxNode.Member(node.Position, node, TakeName());
            }
            else if (TryTake("["))
            {
                var which = ParseExpression();
                Require("]");
                node = which is FluxNode.Literal { Value.Kind: ValueKind.String } name
                    ? new FluxNode.Member(node.Position, node, name.Value.Text)
                    : new FluxNode.Index(position, node, which);
            }
            else
            {
                return node;
            }
        }
    }

    private FluxNode ParsePrimary()
    {
        var token = Next;
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                Take();
                return token.Text is "true" or "false"
                    ? new FluxNode.Literal(token.Position, FluxValue.Of(token.Text == "true"))
                    : new FluxNode.Identifier(token.Position, token.Text);
            case TokenKind.Integer:
                Take();
                return long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
                    ? new FluxNode.Literal(token.Position, FluxValue.Of(whole))
                    : throw Fail(token.Position, $"invalid integer literal {token.Text}");
            case TokenKind.Float:
                return new FluxNode.Literal(token.Position,
                    FluxValue.Of(double.Parse(Take().Text, NumberStyles.Float, CultureInfo.InvariantCulture)));
            case TokenKind.Duration:
                Take();
                return new FluxNode.Literal(token.Position, FluxValue.Of(
                    FluxDuration.TryParse(token.Text) ?? throw Fail(token.Position, $"invalid duration {token.Text}")));
            case TokenKind.Time:
                Take();
                return new FluxNode.Literal(token.Position, FluxValue.OfTime(
                    FluxTime.TryParse(token.Text) ?? throw Fail(token.Position, $"invalid time {token.Text}")));
            case TokenKind.String:
                return ParseString(Take());
            case TokenKind.Regexp:
                return new FluxNode.Literal(token.Position, FluxValue.Of(FluxRegexp.Parse(Take().Text)));
            default:
                return ParseBracket(token);
        }
    }

    private FluxNode ParseBracket(FluxToken token)
    {
        switch (token.Text)
        {
            case "(" when IsFunction():
                return ParseFunction();
            case "(":
                Take();
                var inner = ParseExpression();
                Require(")");
                return inner;
            case "[":
                return ParseArray();
            case "{":
                return ParseRecord();
            default:
                throw Unexpected("an expression");
        }
    }

    private FluxNode.ArrayLiteral ParseArray()
    {
        var start = Take().Position;
        var items = new List<FluxNode>();
        while (!TryTake("]"))
        {
            items.Add(ParseExpression());
            if (Next.Is(":"))
            {
                throw Fail(start, "dictionaries: this stand-in for InfluxDB does not support them");
            }

            RequireCommaOr("]");
        }

        return new FluxNode.ArrayLiteral(start, items);
    }

    private FluxNode.RecordLiteral ParseRecord()
    {
        var start = Take().Position;
        FluxNode? with = null;
        if (Next.Kind == TokenKind.Identifier && After is { Kind: TokenKind.Identifier, Text: "with" })
        {
            with = new FluxNode.Identifier(Next.Position, Take().Text);
            Take();
        }

        return new FluxNode.RecordLiteral(start, with, ParseProperties("}"));
    }

    // a: 1, "b c": 2, or a alone, which is a: a
    private List<(string Name, FluxNode Value)> ParseProperties(string end)
    {
        var properties = new List<(string, FluxNode)>();
        while (!TryTake(end))
        {
            var position = Next.Position;
            var name = Next.Kind == TokenKind.String ? Take().Text : TakeName();
            properties.Add((name, TryTake(":") ? ParseExpression() : new FluxNode.Identifier(position, name)));
            RequireCommaOr(end);
        }

        return properties;
    }

    // What follows the bracket that closes this one tells: an arrow or not.
    private bool IsFunction()
    {
        var depth = 0;
        for (var i = _at; i < _tokens.Count; i++)
        {
            depth += _tokens[i].Is("(") ? 1 : _tokens[i].Is(")") ? -1 : 0;
            if (depth == 0)
            {
                return i + 1 < _tokens.Count && _tokens[i + 1].Is("=>");
            }
        }

        return false;
    }

    private FluxNode.FunctionLiteral ParseFunction()
    {
        var start = Take().Position;
        var parameters = new List<FluxParameter>();
        while (!TryTake(")"))
        {
            var name = TakeName();
            var hasDefault = TryTake("=");
            var isPipe = hasDefault && TryTake("<-");
            parameters.Add(new FluxParameter(name, hasDefault && !isPipe ? ParseExpression() : null, isPipe));
            RequireCommaOr(")");
        }

        Require("=>");
        return new FluxNode.FunctionLiteral(start, parameters, Next.Is("{") ? ParseBlock() : ParseExpression());
    }

    private void RequireCommaOr(string end)
    {
        if (!TryTake(",") && !Next.Is(end))
        {
            throw Unexpected($", or {end}");
        }
    }
}
