using System.Globalization;
using Observability.LogQL.Text;

namespace Observability.LogQL.Syntax.Parsing;

/// <content>Aggregations (https://grafana.com/docs/loki/latest/query/metric_queries/).</content>
internal sealed partial class LogQLParser
{
    // What a variable in the place of a range stands for, so that there is one.
    private const long VariableRange = 60 * DurationText.Second;

    private MetricExpression ReadFunction()
    {
        var name = Current;
        if (LogQLWords.Ranges.TryGetValue(name.Text, out var range))
        {
            return ReadRangeAggregation(range);
        }

        if (LogQLWords.Vectors.TryGetValue(name.Text, out var vector))
        {
            return ReadVectorAggregation(vector);
        }

        switch (name.Text)
        {
            case "vector":
                _next++;
                Expect("(");
                var value = ReadNumber();
                Expect(")");
                return new VectorExpression(value);
            case "label_replace":
                return ReadLabelReplace();
            default:
                throw Unexpected();
        }
    }

    private RangeAggregation ReadRangeAggregation(RangeOperation operation)
    {
        var name = Take();
        Expect("(");
        double? parameter = null;
        if (Current.Kind is TokenKind.Number or TokenKind.Variable)
        {
            parameter = ReadNumber();
            Expect(",");
        }

        var range = ReadLogRange();
        Expect(")");
        var grouping = ReadGrouping();
        CheckRange(name, operation, range, parameter, grouping);
        return new RangeAggregation(operation, range, parameter, grouping);
    }

    private void CheckRange(Token name, RangeOperation operation, LogRange range, double? parameter, Grouping? grouping)
    {
        if (parameter is not null && operation != RangeOperation.Quantile)
        {
            throw Refuse(
                string.Create(CultureInfo.InvariantCulture, $"parameter {parameter} not supported for operation {name.Text}"), name);
        }

        if (parameter is null && operation == RangeOperation.Quantile)
        {
            throw Refuse($"parameter required for operation {name.Text}", name);
        }

        if (grouping is not null
            && operation is not (RangeOperation.Avg or RangeOperation.Stddev or RangeOperation.Stdvar or RangeOperation.Quantile
            or RangeOperation.Max or RangeOperation.Min or RangeOperation.First or RangeOperation.Last))
        {
            throw Refuse($"grouping not allowed for {name.Text} aggregation", name);
        }

        if (range.Unwrap is null
            ? operation is not (RangeOperation.Rate or RangeOperation.CountOverTime or RangeOperation.BytesRate
                or RangeOperation.BytesOverTime or RangeOperation.AbsentOverTime)
            : operation is RangeOperation.CountOverTime or RangeOperation.BytesRate or RangeOperation.BytesOverTime)
        {
            throw Refuse($"invalid aggregation {name.Text} {(range.Unwrap is null ? "without" : "with")} unwrap", name);
        }
    }

    // {…}[5m] |= "x", {…} |= "x" [5m], ({…} |= "x")[5m], each with an offset behind the range, and all that in brackets
    private LogRange ReadLogRange()
    {
        if (Current.Is("(") && !IsBracketOfSelector())
        {
            Enter();
            _next++;
            var inner = ReadLogRange();
            Expect(")");
            _depth--;
            return inner;
        }

        var isBracketed = Skip("(");
        var selector = ReadSelector();
        var stages = new List<PipelineStage>();
        Unwrap? unwrap = null;
        if (Current.Kind != TokenKind.Range)
        {
            stages = ReadStages();
            unwrap = ReadUnwrap();
            if (isBracketed)
            {
                Expect(")");
            }
        }
        else if (isBracketed)
        {
            throw Unexpected(")");
        }

        var (interval, offset) = ReadInterval();
        if (stages.Count == 0 && unwrap is null)
        {
            stages = ReadStages();
            unwrap = ReadUnwrap();
        }

        return new LogRange(new LogExpression(selector, stages), unwrap, interval, offset);
    }

    // Whether the bracket closes before the range: ({…} |= "x")[5m] and not ({…} |= "x" [5m]).
    private bool IsBracketOfSelector()
    {
        var depth = 0;
        for (var i = _next; i < _tokens.Count; i++)
        {
            depth += _tokens[i].Is("(") ? 1 : _tokens[i].Is(")") ? -1 : 0;
            if (depth == 0)
            {
                return Peek(1).Is("{") && i + 1 < _tokens.Count && _tokens[i + 1].Kind == TokenKind.Range;
            }
        }

        return false;
    }

    private (long Interval, long Offset) ReadInterval()
    {
        var range = Read(TokenKind.Range);
        var interval = range.Nanoseconds;
        if (_options.Variable is { } variable && range.Text.Contains(variable, StringComparison.Ordinal))
        {
            _hasVariables = true;
            interval = VariableRange;
        }

        if (interval == 0)
        {
            throw Refuse("the range must be longer than 0", range);
        }

        if (!Skip("offset"))
        {
            return (interval, 0);
        }

        return (interval, TryTakeVariable() ? 0 : Read(TokenKind.Duration).Nanoseconds);
    }

    private Unwrap? ReadUnwrap()
    {
        if (!Current.Is("|") || !Peek(1).Is("unwrap"))
        {
            return null;
        }

        _next += 2;
        var conversion = UnwrapConversion.None;
        string label;
        if (Current.Kind == TokenKind.Function)
        {
            if (!LogQLWords.Conversions.TryGetValue(Current.Text, out conversion))
            {
                throw Unexpected();
            }

            _next++;
            Expect("(");
            label = ReadName();
            Expect(")");
        }
        else
        {
            label = ReadName();
        }

        var filters = new List<LabelFilter>();
        while (Skip("|"))
        {
            filters.Add(ReadLabelFilter(0));
        }

        return new Unwrap(label, conversion, filters);
    }

    private VectorAggregation ReadVectorAggregation(VectorOperation operation)
    {
        var name = Take();
        var grouping = ReadGrouping();
        Expect("(");
        int? parameter = null;
        if (Peek(1).Is(",") && Current.Kind is TokenKind.Number or TokenKind.Variable)
        {
            parameter = ReadCount(name, operation);
            Expect(",");
        }

        var inner = ReadMetric();
        Expect(")");
        grouping ??= ReadGrouping();
        if (parameter is null && IsTop(operation))
        {
            throw Refuse($"parameter required for operation {name.Text}", name);
        }

        if (grouping is not null && operation is VectorOperation.ApproxTopK)
        {
            throw Refuse($"grouping not allowed for {name.Text} aggregation", name);
        }

        if (grouping is { Labels.Count: > 0 } && operation is VectorOperation.Sort or VectorOperation.SortDesc)
        {
            throw Refuse("sort and sort_desc doesn't allow grouping by ", name);
        }

        return new VectorAggregation(operation, inner, parameter, grouping);
    }

    private int ReadCount(Token name, VectorOperation operation)
    {
        var number = Current;
        if (TryTakeVariable())
        {
            return 1;
        }

        _next++;
        if (!IsTop(operation))
        {
            throw Refuse($"unsupported parameter for operation {name.Text}({number.Text},", number);
        }

        if (!int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            throw Refuse($"invalid parameter {name.Text}({number.Text},", number);
        }

        return count > 0 ? count : throw Refuse($"invalid parameter (must be greater than 0) {name.Text}({number.Text}", number);
    }

    private static bool IsTop(VectorOperation operation) =>
        operation is VectorOperation.TopK or VectorOperation.BottomK or VectorOperation.ApproxTopK;

    private LabelReplace ReadLabelReplace()
    {
        _next++;
        Expect("(");
        var inner = ReadMetric();
        var texts = new Token[4];
        for (var i = 0; i < texts.Length; i++)
        {
            Expect(",");
            texts[i] = Read(TokenKind.Text);
        }

        Expect(")");
        Check(() => GoRegex.Whole(texts[3].Text), texts[3], "invalid regex in label_replace: ");
        return new LabelReplace(inner, texts[0].Text, texts[1].Text, texts[2].Text, texts[3].Text);
    }

    private MetricExpression ReadMetric()
    {
        Enter();
        var start = Current;
        var expression = ReadExpression(0);
        _depth--;
        return expression as MetricExpression ?? throw Refuse("syntax error: a log query stands where a metric query is needed", start);
    }

    private Grouping? ReadGrouping()
    {
        if (!Current.Is("by") && !Current.Is("without"))
        {
            return null;
        }

        var isWithout = Take().Is("without");
        return new Grouping(ReadNames(), isWithout);
    }
}
