namespace Observability.LogQL.Syntax.Parsing;

/// <content>Label filters (https://grafana.com/docs/loki/latest/query/log_queries/#label-filter-expression).</content>
internal sealed partial class LogQLParser
{
    // "and" binds stronger than "or". A comma, or nothing, is an "and" that takes in everything behind it: a, b or c is a and (b or c).
    private LabelFilter ReadLabelFilter(int level)
    {
        var depth = _depth;
        var left = ReadLabelFilterUnit();
        while (true)
        {
            Enter();
            if (level <= 1 && Skip("and"))
            {
                left = new AndLabelFilter(left, ReadLabelFilter(2));
            }
            else if (level == 0 && Skip("or"))
            {
                left = new OrLabelFilter(left, ReadLabelFilter(1));
            }
            else if (Skip(",") || IsLabelFilter())
            {
                left = new AndLabelFilter(left, ReadLabelFilter(0));
            }
            else
            {
                _depth = depth;
                return left;
            }
        }
    }

    private bool IsLabelFilter() =>
        Current.Is("(") || (Current.Kind is TokenKind.Identifier or TokenKind.Variable && IsComparison(Peek(1)));

    private static bool IsComparison(Token token) =>
        token.Kind == TokenKind.Symbol && (LogQLWords.Comparisons.ContainsKey(token.Text) || LogQLWords.Matchers.ContainsKey(token.Text));

    private LabelFilter ReadLabelFilterUnit()
    {
        if (Skip("("))
        {
            Enter();
            var inner = ReadLabelFilter(0);
            Expect(")");
            return inner;
        }

        if (Current.Kind is not (TokenKind.Identifier or TokenKind.Variable) || !IsComparison(Peek(1)))
        {
            throw Unexpected();
        }

        var symbol = Peek(1);
        var value = Peek(2);
        if (value.Kind == TokenKind.Text && LogQLWords.Matchers.ContainsKey(symbol.Text))
        {
            return new TextLabelFilter(ReadMatcher());
        }

        var label = ReadName();
        _next++;
        if (!LogQLWords.Comparisons.TryGetValue(symbol.Text, out var comparison))
        {
            throw Unexpected("STRING");
        }

        switch (value.Kind)
        {
            case TokenKind.Duration:
                _next++;
                return new DurationLabelFilter(label, comparison, value.Nanoseconds);
            case TokenKind.Bytes:
                _next++;
                return new BytesLabelFilter(label, comparison, value.Value);
            case TokenKind.Function when value.Is("ip") && symbol.Text is "=" or "!=":
                return ReadIpFilter(label, symbol.Text == "!=");
            case TokenKind.Number or TokenKind.Variable or TokenKind.Symbol when !value.Is("("):
                return new NumberLabelFilter(label, comparison, ReadSignedNumber());
            default:
                throw Unexpected();
        }
    }

    private IpLabelFilter ReadIpFilter(string label, bool isNegated)
    {
        _next++;
        Expect("(");
        var pattern = Read(TokenKind.Text).Text;
        Expect(")");
        return new IpLabelFilter(label, isNegated, pattern);
    }
}
