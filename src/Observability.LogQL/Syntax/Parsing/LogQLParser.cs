using System.Globalization;

namespace Observability.LogQL.Syntax.Parsing;

/// <summary>
/// Parses queries by recursive descent: whole ones and operators here, aggregations, pipelines and label filters in the other parts.
/// The grammar is that of https://grafana.com/docs/loki/latest/query/; what Loki refuses before it reads a line is refused here.
/// </summary>
internal sealed partial class LogQLParser
{
    // What Loki accepts: https://grafana.com/docs/loki/latest/query/troubleshoot-query/
    private const int LongestQuery = 131_072;

    // Each level is a handful of stack frames here and in whatever walks the tree.
    private const int Deepest = 500;

    // Weakest first; the last one groups to the right.
    private static readonly string[][] s_operators =
        [["or"], ["and", "unless"], ["==", "!=", "<", "<=", ">", ">="], ["+", "-"], ["*", "/", "%"], ["^"]];

    private readonly string _query;
    private readonly LogQLParserOptions _options;
    private readonly List<Token> _tokens;
    private readonly List<StreamSelector> _selectors = [];
    private int _next;
    private int _depth;
    private bool _hasVariables;

    private LogQLParser(string query, LogQLParserOptions options)
    {
        if (query.Length >= LongestQuery)
        {
            throw new LogQLException(
                string.Create(CultureInfo.InvariantCulture, $"input size too long ({query.Length} > {LongestQuery})"), query, 0);
        }

        _query = query;
        _options = options;
        _tokens = LogQLScanner.Read(query, options.Variable);
    }

    private Token Current => _tokens[_next];

    /// <summary>Parses a whole query.</summary>
    public static LogQLQuery ParseQuery(string query, LogQLParserOptions options)
    {
        var parser = new LogQLParser(query, options);
        var expression = parser.ReadExpression(0);
        parser.ExpectEnd();
        return new LogQLQuery(query, expression, parser._selectors, parser._hasVariables);
    }

    /// <summary>Parses a selector alone.</summary>
    public static StreamSelector ParseSelector(string selector)
    {
        var parser = new LogQLParser(selector, new LogQLParserOptions { AllowsEmptySelectors = true });
        var parsed = parser.ReadSelector();
        parser.ExpectEnd();
        return parsed;
    }

    private LogQLExpression ReadExpression(int level)
    {
        if (level == s_operators.Length)
        {
            return ReadOperand();
        }

        var depth = _depth;
        var left = ReadExpression(level + 1);
        while (s_operators[level].Any(Current.Is))
        {
            Enter();
            var symbol = Take();
            var returnsBool = Skip("bool");
            var matching = ReadMatching();
            var right = ReadExpression(symbol.Is("^") ? level : level + 1);
            left = Combine(symbol, left, right, returnsBool, matching);
        }

        _depth = depth;
        return left;
    }

    private BinaryOperation Combine(Token symbol, LogQLExpression left, LogQLExpression right, bool returnsBool, VectorMatching? matching)
    {
        var kind = LogQLWords.Operators[symbol.Text];
        var metrics = new[] { ("left", left), ("right", right) }.Select(side => side.Item2 as MetricExpression
            ?? throw Refuse($"unexpected type for {side.Item1} leg of binary operation ({symbol.Text}): a log query", symbol)).ToArray();
        if (kind is BinaryOperator.Or or BinaryOperator.And or BinaryOperator.Unless)
        {
            foreach (var (side, literal) in new[] { ("left", left as LiteralExpression), ("right", right as LiteralExpression) })
            {
                if (literal is not null)
                {
                    var value = literal.Value.ToString("F6", CultureInfo.InvariantCulture);
                    throw Refuse($"unexpected literal for {side} leg of logical/set binary operation ({symbol.Text}): {value}", symbol);
                }
            }

            if (matching is { Cardinality: not MatchCardinality.OneToOne })
            {
                throw Refuse("no grouping allowed for set operations", symbol);
            }
        }

        if (returnsBool && !LogQLWords.Comparisons.ContainsKey(symbol.Text))
        {
            throw Refuse("bool modifier can only be used on comparison operators", symbol);
        }

        return new BinaryOperation(kind, metrics[0], metrics[1], returnsBool, matching);
    }

    private VectorMatching? ReadMatching()
    {
        if (!Current.Is("on") && !Current.Is("ignoring"))
        {
            return null;
        }

        var isOn = Take().Is("on");
        var labels = ReadNames();
        var cardinality = Current.Is("group_left") ? MatchCardinality.ManyToOne
            : Current.Is("group_right") ? MatchCardinality.OneToMany
            : MatchCardinality.OneToOne;
        IReadOnlyList<string> include = [];
        if (cardinality != MatchCardinality.OneToOne)
        {
            _next++;

            // A bracket behind it is a list of labels, as it is in Loki; an operand in brackets must follow an empty list.
            include = Current.Is("(") ? ReadNames() : [];
            if (include.Intersect(labels).FirstOrDefault() is { } both && isOn)
            {
                throw Refuse($"label \"{both}\" must not occur in ON and GROUP clause at once", Current);
            }
        }

        return new VectorMatching(labels, isOn, cardinality, include);
    }

    private LogQLExpression ReadOperand()
    {
        if (Current.Is("("))
        {
            return ReadInBrackets();
        }

        if (Current.Is("{"))
        {
            var selector = ReadSelector();
            return new LogExpression(selector, ReadStages());
        }

        if (Current.Kind == TokenKind.Function)
        {
            return ReadFunction();
        }

        if (Current.Kind is TokenKind.Number or TokenKind.Variable || Current.Is("-") || Current.Is("+"))
        {
            return new LiteralExpression(ReadSignedNumber());
        }

        throw Current.Kind == TokenKind.Identifier && Peek(1).Is("(")
            ? Refuse($"there is no function '{Current.Text}'", Current)
            : Unexpected();
    }

    private LogQLExpression ReadInBrackets()
    {
        Enter();
        _next++;
        var expression = ReadExpression(0);
        Expect(")");
        _depth--;
        return expression;
    }

    private double ReadSignedNumber()
    {
        var isNegative = Current.Is("-");
        if (isNegative || Current.Is("+"))
        {
            _next++;
        }

        var number = ReadNumber();
        return isNegative ? -number : number;
    }

    private double ReadNumber()
    {
        if (TryTakeVariable())
        {
            return 1;
        }

        return double.Parse(Read(TokenKind.Number).Text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    private bool TryTakeVariable()
    {
        if (Current.Kind != TokenKind.Variable)
        {
            return false;
        }

        _hasVariables = true;
        _next++;
        return true;
    }

    private string ReadName()
    {
        var name = Current;
        return TryTakeVariable() ? name.Text : Read(TokenKind.Identifier).Text;
    }

    private List<string> ReadNames()
    {
        Expect("(");
        var names = new List<string>();
        while (!Skip(")"))
        {
            if (names.Count > 0)
            {
                Expect(",");
            }

            names.Add(ReadName());
        }

        return names;
    }

    private Token Read(TokenKind kind) => Current.Kind == kind ? Take() : throw Unexpected(new Token(kind, string.Empty, 0, 0).Name);

    private Token Take() => _tokens[_next++];

    private Token Peek(int ahead) => _tokens[Math.Min(_next + ahead, _tokens.Count - 1)];

    private bool Skip(string text)
    {
        var isThere = Current.Is(text);
        _next += isThere ? 1 : 0;
        return isThere;
    }

    private void Expect(string text)
    {
        if (!Skip(text))
        {
            throw Unexpected(text);
        }
    }

    private void ExpectEnd()
    {
        if (Current.Kind != TokenKind.End)
        {
            throw Unexpected();
        }
    }

    private void Enter()
    {
        if (++_depth > Deepest)
        {
            throw Refuse("the query is nested too deeply", Current);
        }
    }

    private LogQLException Unexpected(string? expected = null) =>
        Refuse($"syntax error: unexpected {Current.Name}{(expected is null ? string.Empty : $", expecting {expected}")}", Current);

    private LogQLException Refuse(string problem, Token token) => new(problem, _query, token.Position);
}
