using System.Collections.Frozen;
using Observability.Hosting.Lint.PromQL;
using Observability.Hosting.Model;

namespace Observability.Hosting.Lint.LogQL;

/// <summary>
/// Parses LogQL as far as it takes to know which streams are asked for, and that the query is one: selectors here, pipelines in the
/// other part (https://grafana.com/docs/loki/latest/query/metric_queries/).
/// </summary>
internal sealed partial class LogQLParser
{
    // Weakest first.
    private static readonly string[][] s_operators =
        [["or"], ["and", "unless"], ["==", "!=", "<=", "<", ">=", ">"], ["+", "-"], ["*", "/", "%"], ["^"]];

    private static readonly FrozenSet<string> s_aggregations = new[]
    {
        "sum", "avg", "max", "min", "count", "stddev", "stdvar", "topk", "bottomk", "approx_topk", "sort", "sort_desc",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_ranges = new[]
    {
        "rate", "rate_counter", "count_over_time", "bytes_rate", "bytes_over_time", "avg_over_time", "sum_over_time", "min_over_time", "max_over_time",
        "stddev_over_time", "stdvar_over_time", "quantile_over_time", "first_over_time", "last_over_time", "absent_over_time",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly List<Token> _tokens;
    private readonly List<Selector> _selectors = [];
    private int _next;

    private LogQLParser(string query) => _tokens = LogQLScanner.Read(query);

    private Token Current => _tokens[_next];

    /// <summary>The selectors of a query, in the order of the text.</summary>
    /// <exception cref="PromQLException">It is not LogQL, or selects no stream.</exception>
    public static IReadOnlyList<Selector> FindSelectors(string query)
    {
        var parser = new LogQLParser(query);
        if (!parser._tokens.Exists(token => token is { Kind: TokenKind.Symbol, Text: "{" }))
        {
            throw new PromQLException("there is no selector such as {resource=\"prometheus\"}", 0);
        }

        parser.ReadExpression(0);
        return parser.Current.Kind == TokenKind.End ? parser._selectors : throw parser.Unexpected();
    }

    private void ReadExpression(int level)
    {
        if (level == s_operators.Length)
        {
            ReadOperand();
            return;
        }

        ReadExpression(level + 1);
        while (s_operators[level].Contains(Current.Text) && Current.Kind is TokenKind.Symbol or TokenKind.Name)
        {
            _next++;
            SkipName("bool");
            if (SkipName("on") || SkipName("ignoring"))
            {
                ReadNames();
                if (SkipName("group_left") || SkipName("group_right"))
                {
                    SkipNames();
                }
            }

            ReadExpression(s_operators[level][0] == "^" ? level : level + 1);
        }
    }

    private void ReadOperand()
    {
        if (SkipSymbol("-") || SkipSymbol("+"))
        {
            ReadNumber();
        }
        else if (SkipSymbol("("))
        {
            ReadExpression(0);
            Expect(")");
        }
        else if (Current is { Kind: TokenKind.Symbol, Text: "{" })
        {
            ReadSelector();
            ReadPipeline();
        }
        else if (Current.Kind == TokenKind.Name)
        {
            ReadFunction();
        }
        else
        {
            ReadNumber();
        }
    }

    private void ReadFunction()
    {
        var name = Current;
        _next++;
        if (s_aggregations.Contains(name.Text))
        {
            SkipGrouping();
            Expect("(");
            if (Current.Kind is TokenKind.Number || IsVariable(Current))
            {
                _next++;
                Expect(",");
            }

            ReadExpression(0);
            Expect(")");
            SkipGrouping();
        }
        else if (s_ranges.Contains(name.Text))
        {
            Expect("(");
            if (name.Text == "quantile_over_time")
            {
                ReadNumber();
                Expect(",");
            }

            ReadRange();
            Expect(")");
            SkipGrouping();
        }
        else if (name.Text == "vector")
        {
            Expect("(");
            ReadNumber();
            Expect(")");
        }
        else if (name.Text == "label_replace")
        {
            Expect("(");
            ReadExpression(0);
            for (var text = 0; text < 4; text++)
            {
                Expect(",");
                ReadText();
            }

            Expect(")");
        }
        else
        {
            throw new PromQLException($"there is no function '{name.Text}'", name.Position);
        }
    }

    // {…}[5m] |= "x", {…} |= "x" [5m], and either with an offset
    private void ReadRange()
    {
        if (SkipSymbol("("))
        {
            ReadRange();
            Expect(")");
            return;
        }

        ReadSelector();
        var isFirst = SkipRange();
        ReadPipeline();
        if (!isFirst && !SkipRange())
        {
            throw new PromQLException("there is no range such as [5m]", Current.Position);
        }
    }

    private bool SkipRange()
    {
        if (!SkipSymbol("["))
        {
            return false;
        }

        ReadDuration();
        Expect("]");
        if (SkipName("offset"))
        {
            SkipSymbol("-");
            ReadDuration();
        }

        return true;
    }

    private void ReadSelector()
    {
        var start = Current.Position;
        Expect("{");
        var matchers = new List<Matcher>();
        while (!SkipSymbol("}"))
        {
            if (matchers.Count > 0)
            {
                Expect(",");
            }

            matchers.Add(ReadMatcher());
        }

        _selectors.Add(new Selector(null, matchers, start));
    }

    private Matcher ReadMatcher()
    {
        var label = ReadName();
        var symbol = Current;
        if (symbol is not { Kind: TokenKind.Symbol, Text: "=" or "!=" or "=~" or "!~" })
        {
            throw Unexpected();
        }

        _next++;
        return new Matcher(label, symbol.Text, ReadText());
    }

    private void SkipGrouping()
    {
        if (SkipName("by") || SkipName("without"))
        {
            ReadNames();
        }
    }

    private void SkipNames()
    {
        if (Current is { Kind: TokenKind.Symbol, Text: "(" })
        {
            ReadNames();
        }
    }

    private void ReadNames()
    {
        Expect("(");
        for (var isFirst = true; !SkipSymbol(")"); isFirst = false)
        {
            if (!isFirst)
            {
                Expect(",");
            }

            ReadName();
        }
    }

    private string ReadName() => Read(TokenKind.Name);

    private string ReadText() => Read(TokenKind.Text);

    private void ReadNumber()
    {
        if (Current.Kind != TokenKind.Number && !IsVariable(Current))
        {
            throw Unexpected();
        }

        _next++;
    }

    private void ReadDuration()
    {
        if (Current.Kind != TokenKind.Duration && !IsVariable(Current))
        {
            throw Unexpected();
        }

        _next++;
    }

    private string Read(TokenKind kind) => Current.Kind == kind ? _tokens[_next++].Text : throw Unexpected();

    private void Expect(string symbol)
    {
        if (!SkipSymbol(symbol))
        {
            throw Unexpected();
        }
    }

    private bool SkipSymbol(string symbol) => Skip(TokenKind.Symbol, symbol);

    private bool SkipName(string name) => Skip(TokenKind.Name, name);

    private bool Skip(TokenKind kind, string text)
    {
        if (Current.Kind != kind || Current.Text != text)
        {
            return false;
        }

        _next++;
        return true;
    }

    // What a dashboard puts in its place may be any word.
    private static bool IsVariable(Token token) => token.Kind == TokenKind.Name && token.Text.Contains(ContentVariable.Placeholder, StringComparison.Ordinal);

    private PromQLException Unexpected() => new(
        Current.Kind == TokenKind.End ? "the query does not end" : $"'{Current.Text}' is not expected", Current.Position);
}
