using System.Globalization;
using Observability.StandIns.Points.Api;
using Observability.StandIns.Points.Flux;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.InfluxQL.Syntax;

/// <summary>Expressions, from what binds least: OR, AND, comparisons, sums and bits, products, values.</summary>
internal sealed partial class QlParser
{
    private static readonly string[][] s_levels =
    [
        ["OR"],
        ["AND"],
        ["=", "!=", "=~", "!~", "<", "<=", ">", ">="],
        ["+", "-", "|", "^"],
        ["*", "/", "%", "&"],
    ];

    private QlExpression ParseExpression() => ParseLevel(0);

    private QlExpression ParseLevel(int level)
    {
        if (level == s_levels.Length)
        {
            return ParsePrimary();
        }

        if (level == 0 && ++_depth > DeepestNesting)
        {
            throw QlException.Syntax("the query is nested too deeply");
        }

        var left = ParseLevel(level + 1);
        while (TakeOperator(s_levels[level]) is { } found)
        {
            left = new QlExpression.Binary(found, left, ParseLevel(level + 1));
        }

        _depth -= level == 0 ? 1 : 0;
        return left;
    }

    private string? TakeOperator(string[] operators)
    {
        var text = Next.Text.ToUpperInvariant();
        return Next.Kind is QlTokenKind.Sign or QlTokenKind.Word && Array.IndexOf(operators, text) >= 0
            ? Take().Text.ToUpperInvariant() : null;
    }

    private QlExpression ParsePrimary()
    {
        var token = Next;
        switch (token.Kind)
        {
            case QlTokenKind.Integer:
                Take();
                return new QlExpression.Literal(long.TryParse(token.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole)
                    ? FluxValue.Of(whole)
                    : throw QlException.Syntax($"unable to parse integer {token.Text}"));
            case QlTokenKind.Number:
                return new QlExpression.Literal(FluxValue.Of(double.Parse(Take().Text, NumberStyles.Float, CultureInfo.InvariantCulture)));
            case QlTokenKind.Duration:
                return new QlExpression.Literal(FluxValue.Of(ParseDuration(Take().Text)));
            case QlTokenKind.String:
                return new QlExpression.Literal(FluxValue.Of(Take().Text));
            case QlTokenKind.Regex:
                return new QlExpression.Pattern(ParsePattern(Take().Text));
            case QlTokenKind.Word or QlTokenKind.Name:
                return ParseReference(Take());
            default:
                return ParseSigned();
        }
    }

    private QlExpression ParseSigned()
    {
        if (TrySign("("))
        {
            var inner = ParseExpression();
            RequireSign(")");
            return inner;
        }

        if (TrySign("*"))
        {
            return new QlExpression.Wildcard(TrySign("::") ? Take().Text.ToLowerInvariant() : null);
        }

        if (TrySign("$"))
        {
            throw ApiException.NotSupported("bound parameters of InfluxQL");
        }

        if (!TrySign("-") && !TrySign("+"))
        {
            throw Unexpected("identifier, string, number, bool");
        }

        var isNegative = _tokens[_at - 1].Text == "-";
        if (++_depth > DeepestNesting)
        {
            throw QlException.Syntax("the query is nested too deeply");
        }

        var operand = ParsePrimary();
        _depth--;
        return !isNegative ? operand : operand switch
        {
            QlExpression.Literal { Value.Kind: ValueKind.Int } number => new QlExpression.Literal(FluxValue.Of(-number.Value.Bits)),
            QlExpression.Literal { Value.Kind: ValueKind.Float } number => new QlExpression.Literal(FluxValue.Of(-number.Value.Float)),
            QlExpression.Literal { Value.Kind: ValueKind.Duration } length =>
                new QlExpression.Literal(FluxValue.Of(length.Value.Duration.Negate())),
            _ => new QlExpression.Binary("*", new QlExpression.Literal(FluxValue.Of(-1L)), operand),
        };
    }

    private QlExpression ParseReference(QlToken token)
    {
        if (token.Kind == QlTokenKind.Word)
        {
            if (TrySign("("))
            {
                List<QlExpression> arguments = TrySign(")") ? [] : ParseArguments();
                return new QlExpression.Call(token.Text.ToLowerInvariant(), arguments);
            }

            switch (token.Text.ToUpperInvariant())
            {
                case "TRUE" or "FALSE":
                    return new QlExpression.Literal(FluxValue.Of(token.Text.Equals("true", StringComparison.OrdinalIgnoreCase)));
                case "DISTINCT":
                    // DISTINCT v is distinct(v)
                    return new QlExpression.Call("distinct", [new QlExpression.Reference(TakeName(), null)]);
                case "SELECT" or "FROM" or "WHERE" or "GROUP" or "ORDER" or "LIMIT" or "AND" or "OR":
                    _at--;
                    throw Unexpected("identifier, string, number, bool");
            }
        }

        return new QlExpression.Reference(token.Text, TrySign("::") ? Take().Text.ToLowerInvariant() : null);
    }

    private List<QlExpression> ParseArguments()
    {
        var arguments = ParseList(ParseExpression);
        RequireSign(")");
        return arguments;
    }

    private static FluxDuration ParseDuration(string text) =>
        FluxDuration.TryParse(text.Replace("µ", "us", StringComparison.Ordinal) is var plain && plain.EndsWith('u') ? plain + "s" : plain)
        ?? throw QlException.Syntax($"invalid duration {text}");

    private static FluxRegexp ParsePattern(string text)
    {
        try
        {
            return FluxRegexp.Parse(text);
        }
        catch (FluxException error)
        {
            throw QlException.Syntax(error.Message);
        }
    }
}
