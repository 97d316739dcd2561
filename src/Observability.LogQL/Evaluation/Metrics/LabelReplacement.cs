using Observability.LogQL.Syntax;
using Observability.LogQL.Text;

namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>Sets a label of series from another one.</summary>
internal static class LabelReplacement
{
    /// <summary>Sets it.</summary>
    public static IReadOnlyList<Series> Apply(LabelReplace replace, IReadOnlyList<Series> series, int steps)
    {
        var pattern = GoRegex.Whole(replace.Pattern);
        return [.. series.Select(one => WithLabels(one, Replace(replace, pattern, one.Labels), steps))];
    }

    private static LabelSet Replace(LabelReplace replace, GoRegex pattern, LabelSet labels)
    {
        var match = pattern.Match(labels[replace.Source]);
        return match.Success
            ? LabelSet.Create(labels.Where(label => label.Name != replace.Destination)
                .Select(label => (label.Name, label.Value))
                .Append((replace.Destination, pattern.Expand(match, replace.Replacement))))
            : labels;
    }

    private static Series WithLabels(Series series, LabelSet labels, int steps)
    {
        if (labels.Equals(series.Labels))
        {
            return series;
        }

        var renamed = new Series(labels, steps);
        for (var step = 0; step < steps; step++)
        {
            if (series.Has(step))
            {
                renamed[step] = series[step];
            }
        }

        return renamed;
    }
}
