using System.Collections.Frozen;

namespace Observability.LogQL.Syntax.Parsing;

/// <summary>The words of the language (https://grafana.com/docs/loki/latest/query/query_reference/).</summary>
internal static class LogQLWords
{
    /// <summary>Aggregations of a range.</summary>
    public static readonly FrozenDictionary<string, RangeOperation> Ranges = new Dictionary<string, RangeOperation>
    {
        ["rate"] = RangeOperation.Rate,
        ["rate_counter"] = RangeOperation.RateCounter,
        ["count_over_time"] = RangeOperation.CountOverTime,
        ["bytes_rate"] = RangeOperation.BytesRate,
        ["bytes_over_time"] = RangeOperation.BytesOverTime,
        ["absent_over_time"] = RangeOperation.AbsentOverTime,
        ["avg_over_time"] = RangeOperation.Avg,
        ["sum_over_time"] = RangeOperation.Sum,
        ["min_over_time"] = RangeOperation.Min,
        ["max_over_time"] = RangeOperation.Max,
        ["first_over_time"] = RangeOperation.First,
        ["last_over_time"] = RangeOperation.Last,
        ["stdvar_over_time"] = RangeOperation.Stdvar,
        ["stddev_over_time"] = RangeOperation.Stddev,
        ["quantile_over_time"] = RangeOperation.Quantile,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Aggregations of series.</summary>
    public static readonly FrozenDictionary<string, VectorOperation> Vectors = new Dictionary<string, VectorOperation>
    {
        ["sum"] = VectorOperation.Sum,
        ["avg"] = VectorOperation.Avg,
        ["min"] = VectorOperation.Min,
        ["max"] = VectorOperation.Max,
        ["count"] = VectorOperation.Count,
        ["stddev"] = VectorOperation.Stddev,
        ["stdvar"] = VectorOperation.Stdvar,
        ["topk"] = VectorOperation.TopK,
        ["bottomk"] = VectorOperation.BottomK,
        ["approx_topk"] = VectorOperation.ApproxTopK,
        ["sort"] = VectorOperation.Sort,
        ["sort_desc"] = VectorOperation.SortDesc,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Conversions of <c>unwrap</c>.</summary>
    public static readonly FrozenDictionary<string, UnwrapConversion> Conversions = new Dictionary<string, UnwrapConversion>
    {
        ["duration"] = UnwrapConversion.Duration,
        ["duration_seconds"] = UnwrapConversion.Duration,
        ["bytes"] = UnwrapConversion.Bytes,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Operators between expressions.</summary>
    public static readonly FrozenDictionary<string, BinaryOperator> Operators = new Dictionary<string, BinaryOperator>
    {
        ["or"] = BinaryOperator.Or,
        ["and"] = BinaryOperator.And,
        ["unless"] = BinaryOperator.Unless,
        ["=="] = BinaryOperator.Equal,
        ["!="] = BinaryOperator.NotEqual,
        ["<"] = BinaryOperator.Less,
        ["<="] = BinaryOperator.LessOrEqual,
        [">"] = BinaryOperator.Greater,
        [">="] = BinaryOperator.GreaterOrEqual,
        ["+"] = BinaryOperator.Add,
        ["-"] = BinaryOperator.Subtract,
        ["*"] = BinaryOperator.Multiply,
        ["/"] = BinaryOperator.Divide,
        ["%"] = BinaryOperator.Modulo,
        ["^"] = BinaryOperator.Power,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Comparisons of a label with a number, a duration or a size.</summary>
    public static readonly FrozenDictionary<string, ComparisonOperator> Comparisons = new Dictionary<string, ComparisonOperator>
    {
        ["="] = ComparisonOperator.Equal,
        ["=="] = ComparisonOperator.Equal,
        ["!="] = ComparisonOperator.NotEqual,
        ["<"] = ComparisonOperator.Less,
        ["<="] = ComparisonOperator.LessOrEqual,
        [">"] = ComparisonOperator.Greater,
        [">="] = ComparisonOperator.GreaterOrEqual,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Comparisons of a label with a text.</summary>
    public static readonly FrozenDictionary<string, LabelMatcherKind> Matchers = new Dictionary<string, LabelMatcherKind>
    {
        ["="] = LabelMatcherKind.Equal,
        ["!="] = LabelMatcherKind.NotEqual,
        ["=~"] = LabelMatcherKind.Matches,
        ["!~"] = LabelMatcherKind.NotMatches,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Searches of a line.</summary>
    public static readonly FrozenDictionary<string, LineFilterKind> LineFilters = new Dictionary<string, LineFilterKind>
    {
        ["|="] = LineFilterKind.Contains,
        ["!="] = LineFilterKind.NotContains,
        ["|~"] = LineFilterKind.Matches,
        ["!~"] = LineFilterKind.NotMatches,
        ["|>"] = LineFilterKind.Pattern,
        ["!>"] = LineFilterKind.NotPattern,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_functions =
        new[] { "vector", "label_replace", "ip" }.Concat(Ranges.Keys).Concat(Vectors.Keys).Concat(Conversions.Keys)
            .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_keywords = new[]
    {
        "by", "without", "bool", "on", "ignoring", "group_left", "group_right", "offset", "or", "and", "unless", "unwrap", "json", "regexp",
        "logfmt", "unpack", "pattern", "label_format", "line_format", "decolorize", "drop", "keep",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a word is a function, where a bracket or a grouping follows; otherwise it may name a label.</summary>
    public static bool IsFunction(string word) => s_functions.Contains(word);

    /// <summary>Whether the language has a word for itself.</summary>
    public static bool IsKeyword(string word) => s_keywords.Contains(word);

    /// <summary>How the language writes a value of one of these enumerations.</summary>
    public static string TextOf<T>(FrozenDictionary<string, T> words, T value)
        where T : struct, Enum => words.First(word => EqualityComparer<T>.Default.Equals(word.Value, value)).Key;
}
