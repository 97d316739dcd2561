using System.Globalization;
using Observability.LogQL.Syntax.Parsing;
using Observability.LogQL.Text;

namespace Observability.LogQL.Syntax;

/// <summary>Writes parsed queries as text that parses to the same.</summary>
internal static class LogQLWriter
{
    /// <summary>Writes a query or a part of one that has a value.</summary>
    public static string Write(LogQLExpression expression) => expression switch
    {
        LogExpression log => string.Join(' ', [log.Selector.ToString(), .. log.Stages.Select(Write)]),
        RangeAggregation range => LogQLWords.TextOf(LogQLWords.Ranges, range.Operation)
            + $"({WriteParameter(range.Parameter)}{Write(range.Range)}){WriteGrouping(range.Grouping)}",
        VectorAggregation vector => LogQLWords.TextOf(LogQLWords.Vectors, vector.Operation)
            + $"{WriteGrouping(vector.Grouping)}({WriteParameter(vector.Parameter)}{vector.Inner})",
        BinaryOperation binary =>
            $"({binary.Left} {LogQLWords.TextOf(LogQLWords.Operators, binary.Operator)}{WriteModifiers(binary)} {binary.Right})",
        LabelReplace replace => $"label_replace({replace.Inner}, {GoText.Quote(replace.Destination)}, {GoText.Quote(replace.Replacement)}, "
            + $"{GoText.Quote(replace.Source)}, {GoText.Quote(replace.Pattern)})",
        LiteralExpression literal => WriteNumber(literal.Value),
        VectorExpression vector => $"vector({WriteNumber(vector.Value)})",
        _ => throw new InvalidOperationException(expression.GetType().Name),
    };

    /// <summary>Writes a stage of a pipeline.</summary>
    public static string Write(PipelineStage stage) => stage switch
    {
        LineFilterStage filter =>
            $"{LogQLWords.TextOf(LogQLWords.LineFilters, filter.Kind)} {string.Join(" or ", filter.Operands.Select(WriteOperand))}",
        JsonStage json => $"| json{WriteExtractions(json.Extractions)}",
        LogfmtStage logfmt =>
            $"| logfmt{(logfmt.IsStrict ? " --strict" : string.Empty)}{(logfmt.KeepsEmpty ? " --keep-empty" : string.Empty)}"
            + WriteExtractions(logfmt.Extractions),
        PatternStage pattern => $"| pattern {GoText.Quote(pattern.Pattern)}",
        RegexpStage regexp => $"| regexp {GoText.Quote(regexp.Pattern)}",
        UnpackStage => "| unpack",
        DecolorizeStage => "| decolorize",
        LabelFilterStage filter => $"| {filter.Filter}",
        LineFormatStage format => $"| line_format {GoText.Quote(format.Template)}",
        LabelFormatStage format => $"| label_format {string.Join(", ", format.Formats.Select(WriteFormat))}",
        DropStage drop => $"| drop {WriteSelections(drop.Labels)}",
        KeepStage keep => $"| keep {WriteSelections(keep.Labels)}",
        _ => throw new InvalidOperationException(stage.GetType().Name),
    };

    /// <summary>Writes a condition on labels.</summary>
    public static string Write(LabelFilter filter) => filter switch
    {
        AndLabelFilter and => $"({and.Left} and {and.Right})",
        OrLabelFilter or => $"({or.Left} or {or.Right})",
        TextLabelFilter text => text.Matcher.ToString(),
        NumberLabelFilter number => $"{number.Label} {WriteComparison(number.Operator)} {WriteNumber(number.Value)}",
        DurationLabelFilter duration => $"{duration.Label} {WriteComparison(duration.Operator)} {DurationText.Write(duration.Value)}",
        BytesLabelFilter bytes => string.Create(
            CultureInfo.InvariantCulture, $"{bytes.Label} {WriteComparison(bytes.Operator)} {bytes.Value}B"),
        IpLabelFilter ip => $"{ip.Label} {(ip.IsNegated ? "!=" : "=")} ip({GoText.Quote(ip.Pattern)})",
        _ => throw new InvalidOperationException(filter.GetType().Name),
    };

    private static string Write(LogRange range)
    {
        var logs = range.Logs.ToString();
        if (range.Unwrap is { } unwrap)
        {
            var label = unwrap.Conversion == UnwrapConversion.None
                ? unwrap.Label
                : $"{LogQLWords.TextOf(LogQLWords.Conversions, unwrap.Conversion)}({unwrap.Label})";
            logs += $" | unwrap {label}{string.Concat(unwrap.Filters.Select(filter => $" | {filter}"))}";
        }

        var offset = range.Offset == 0 ? string.Empty : $" offset {DurationText.Write(range.Offset)}";
        return $"{logs} [{DurationText.Write(range.Interval)}]{offset}";
    }

    private static string WriteComparison(ComparisonOperator comparison) =>
        comparison == ComparisonOperator.Equal ? "==" : LogQLWords.TextOf(LogQLWords.Comparisons, comparison);

    private static string WriteFormat(LabelFormat format) =>
        $"{format.Label}={(format.IsTemplate ? GoText.Quote(format.Value) : format.Value)}";

    private static string WriteOperand(LineFilterOperand operand) =>
        operand.IsIp ? $"ip({GoText.Quote(operand.Text)})" : GoText.Quote(operand.Text);

    private static string WriteExtractions(IReadOnlyList<LabelExtraction> extractions) =>
        extractions.Count == 0
            ? string.Empty
            : $" {string.Join(", ", extractions.Select(label => $"{label.Label}={GoText.Quote(label.Expression)}"))}";

    private static string WriteSelections(IReadOnlyList<LabelSelection> labels) =>
        string.Join(", ", labels.Select(label => label.Matcher?.ToString() ?? label.Label));

    private static string WriteGrouping(Grouping? grouping) =>
        grouping is null ? string.Empty : $" {(grouping.IsWithout ? "without" : "by")} ({string.Join(", ", grouping.Labels)})";

    private static string WriteModifiers(BinaryOperation binary)
    {
        var text = binary.ReturnsBool ? " bool" : string.Empty;
        if (binary.Matching is not { } matching)
        {
            return text;
        }

        text += $" {(matching.IsOn ? "on" : "ignoring")} ({string.Join(", ", matching.Labels)})";
        return matching.Cardinality switch
        {
            MatchCardinality.ManyToOne => $"{text} group_left ({string.Join(", ", matching.Include)})",
            MatchCardinality.OneToMany => $"{text} group_right ({string.Join(", ", matching.Include)})",
            _ => text,
        };
    }

    private static string WriteParameter(double? parameter) => parameter is { } value ? $"{WriteNumber(value)}, " : string.Empty;

    private static string WriteNumber(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
