using System.Collections.Frozen;

namespace Observability.Hosting.Lint.PromQL;

/// <summary>
/// Parses PromQL as far as it takes to know what is asked for: every selector, and that the expression is one. Types are left to
/// promtool, which knows them better (https://prometheus.io/docs/prometheus/latest/querying/).
/// </summary>
internal sealed class Parser
{
    // Weakest first (https://prometheus.io/docs/prometheus/latest/querying/operators/#binary-operator-precedence).
    private static readonly string[][] s_operators =
    [
        ["or"], ["and", "unless"], ["==", "!=", "<=", "<", ">=", ">"], ["+", "-"], ["*", "/", "%", "atan2"], ["^"],
    ];

    private static readonly FrozenSet<string> s_aggregations = new[]
    {
        "sum", "min", "max", "avg", "group", "stddev", "stdvar", "count", "count_values", "bottomk", "topk", "quantile", "limitk", "limit_ratio",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly IReadOnlyList<Token> _tokens;
    private readonly List<Selector> _selectors = [];
    private int _next;

    private Parser(string expression) => _tokens = Lexer.Read(expression);

    private Token Current => _tokens[_next];

    /// <summary>Everything that an expression asks for, in the order of its text.</summary>
    /// <exception cref="PromQLException">It is not PromQL.</exception>
    public static IReadOnlyList<Selector> FindSelectors(string expression)
    {
        var parser = new Parser(expression);
        parser.ReadExpression(0);
        return parser.Current.Kind == TokenKind.End ? parser._selectors : throw parser.Unexpected();
    }

    private void ReadExpression(int level)
    {
        if (level == s_operators.Length)
        {
            ReadUnary();
            return;
        }

        ReadExpression(level + 1);
        while (IsOperator(s_operators[level]))
        {
            _next++;
            Skip("bool");
            ReadMatching();

            // The power alone groups from the right.
            ReadExpression(s_operators[level][0] == "^" ? level : level + 1);
        }
    }

    private bool IsOperator(string[] operators) => Current.Kind is TokenKind.Symbol or TokenKind.Name
        && operators.Contains(Current.Text, StringComparer.OrdinalIgnoreCase);

    // on (…) group_left (…)
    private void ReadMatching()
    {
        if (!Skip("on") && !Skip("ignoring"))
        {
            return;
        }

        ReadNames();
        if ((Skip("group_left") || Skip("group_right")) && Is("("))
        {
            ReadNames();
        }
    }

    private void ReadUnary()
    {
        if (Skip("-") || Skip("+"))
        {
            // -2^2 is -(2^2).
            ReadExpression(s_operators.Length - 1);
            return;
        }

        ReadPrimary();
        ReadSuffixes();
    }

    // [5m], [1h:5m], offset 5m, @ end()
    private void ReadSuffixes()
    {
        while (true)
        {
            if (Skip("["))
            {
                ReadDuration();
                if (Skip(":") && !Is("]"))
                {
                    ReadDuration();
                }

                Expect("]");
            }
            else if (Skip("offset"))
            {
                Skip("-");
                ReadDuration();
            }
            else if (Skip("@"))
            {
                if (Skip("start") || Skip("end"))
                {
                    Expect("(");
                    Expect(")");
                }
                else
                {
                    Skip("-");
                    Take(TokenKind.Number);
                }
            }
            else
            {
                return;
            }
        }
    }

    private void ReadPrimary()
    {
        switch (Current.Kind)
        {
            case TokenKind.Number or TokenKind.Text or TokenKind.Duration:
                _next++;
                break;
            case TokenKind.Symbol when Skip("("):
                ReadExpression(0);
                Expect(")");
                break;
            case TokenKind.Symbol when Is("{"):
                ReadSelector(metric: null, Current.Position);
                break;
            case TokenKind.Name when _tokens[_next + 1] is { Kind: TokenKind.Symbol, Text: "(" }
                || (_tokens[_next + 1].Kind == TokenKind.Name && _tokens[_next + 1].Text.ToUpperInvariant() is "BY" or "WITHOUT"):
                ReadCall();
                break;
            case TokenKind.Name when Current.Text.ToUpperInvariant() is "INF" or "NAN":
                _next++;
                break;
            case TokenKind.Name:
                var name = Take(TokenKind.Name);
                ReadSelector(name.Text, name.Position);
                break;
            default:
                throw Unexpected();
        }
    }

    private void ReadCall()
    {
        var isAggregation = s_aggregations.Contains(Take(TokenKind.Name).Text);
        if (isAggregation)
        {
            ReadGrouping();
        }

        Expect("(");
        while (!Is(")"))
        {
            ReadExpression(0);
            if (!Skip(","))
            {
                break;
            }
        }

        Expect(")");
        if (isAggregation)
        {
            ReadGrouping();
        }
    }

    private void ReadGrouping()
    {
        if (Skip("by") || Skip("without"))
        {
            ReadNames();
        }
    }

    private void ReadSelector(string? metric, int position)
    {
        var matchers = new List<Matcher>();
        if (Skip("{"))
        {
            while (!Is("}"))
            {
                var label = Current.Kind == TokenKind.Text ? Take(TokenKind.Text) : Take(TokenKind.Name);
                if (label.Kind == TokenKind.Text && (Is(",") || Is("}")))
                {
                    // {"any.name"}: a metric whose name needs quotes.
                    metric = label.Text;
                }
                else
                {
                    var comparison = Current.Text is "=" or "!=" or "=~" or "!~" ? Take(TokenKind.Symbol) : throw Unexpected();
                    matchers.Add(new Matcher(label.Text, comparison.Text, Take(TokenKind.Text).Text));
                }

                if (!Skip(","))
                {
                    break;
                }
            }

            Expect("}");
        }

        if (metric is null && matchers.Find(matcher => matcher is { Label: "__name__", Operator: "=" }) is { } named)
        {
            metric = named.Value;
        }

        if (metric is null && matchers.Count == 0)
        {
            throw new PromQLException("a selector must name a metric or a label", position);
        }

        _selectors.Add(new Selector(metric, matchers, position));
    }

    private void ReadNames()
    {
        Expect("(");
        while (!Is(")"))
        {
            if (Current.Kind == TokenKind.Text)
            {
                _next++;
            }
            else
            {
                Take(TokenKind.Name);
            }

            if (!Skip(","))
            {
                break;
            }
        }

        Expect(")");
    }

    // 5m, or since 3.0 seconds.
    private void ReadDuration()
    {
        if (Current.Kind is not (TokenKind.Duration or TokenKind.Number))
        {
            throw Unexpected();
        }

        _next++;
    }

    private Token Take(TokenKind kind) => Current.Kind == kind ? _tokens[_next++] : throw Unexpected();

    private bool Is(string text) =>
        Current.Kind is TokenKind.Symbol or TokenKind.Name && string.Equals(Current.Text, text, StringComparison.OrdinalIgnoreCase);

    private bool Skip(string text)
    {
        var isIt = Is(text);
        _next += isIt ? 1 : 0;
        return isIt;
    }

    private void Expect(string text)
    {
        if (!Skip(text))
        {
            throw new PromQLException($"expected '{text}' and found {Describe(Current)}", Current.Position);
        }
    }

    private PromQLException Unexpected() => new($"unexpected {Describe(Current)}", Current.Position);

    private static string Describe(Token token) => token.Kind == TokenKind.End ? token.Text : $"'{token.Text}'";
}
