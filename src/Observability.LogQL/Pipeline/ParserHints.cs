using Observability.LogQL.Syntax;

namespace Observability.LogQL.Pipeline;

/// <summary>
/// What a metric query makes of the labels that parsers find, so that they can leave the others in the line. As in Loki, a parser stops
/// where it has found all that is needed, and does not see what is wrong with the line behind that.
/// </summary>
/// <param name="Needed">The labels that are needed; all where null. Where none is, parsers do nothing.</param>
/// <param name="PreservesErrors">Whether the query asks for <c>__error__</c>, so that lines with one do not make it fail.</param>
internal sealed record ParserHints(IReadOnlySet<string>? Needed, bool PreservesErrors)
{
    /// <summary>All labels are needed.</summary>
    public static ParserHints All { get; } = new(null, false);

    /// <summary>The hints for the lines of a range.</summary>
    /// <param name="range">The range.</param>
    /// <param name="grouping">What its series are grouped by; null where they keep all labels.</param>
    public static ParserHints For(LogRange range, Grouping? grouping)
    {
        if (grouping is null or { IsWithout: true })
        {
            return All;
        }

        var needed = new HashSet<string>(grouping.Labels, StringComparer.Ordinal);
        if (range.Unwrap is { } unwrap)
        {
            needed.Add(unwrap.Label);
            unwrap.Filters.ToList().ForEach(filter => AddLabels(filter, needed));
        }

        foreach (var stage in range.Logs.Stages)
        {
            switch (stage)
            {
                case LabelFilterStage filter:
                    AddLabels(filter.Filter, needed);
                    break;
                case LineFormatStage or LabelFormatStage or DropStage or KeepStage:
                    // Which labels these look at is not known.
                    return All with { PreservesErrors = needed.Contains(LineLabels.ErrorLabel) };
                default:
                    break;
            }
        }

        return new ParserHints(needed, needed.Contains(LineLabels.ErrorLabel));
    }

    private static void AddLabels(LabelFilter filter, HashSet<string> labels)
    {
        switch (filter)
        {
            case AndLabelFilter and:
                AddLabels(and.Left, labels);
                AddLabels(and.Right, labels);
                break;
            case OrLabelFilter or:
                AddLabels(or.Left, labels);
                AddLabels(or.Right, labels);
                break;
            case TextLabelFilter text:
                labels.Add(text.Matcher.Name);
                break;
            case NumberLabelFilter number:
                labels.Add(number.Label);
                break;
            case DurationLabelFilter duration:
                labels.Add(duration.Label);
                break;
            case BytesLabelFilter bytes:
                labels.Add(bytes.Label);
                break;
            case IpLabelFilter ip:
                labels.Add(ip.Label);
                break;
            default:
                throw new LogQLNotSupportedException(filter.GetType().Name);
        }
    }
}
