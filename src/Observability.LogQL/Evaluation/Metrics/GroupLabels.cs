using Observability.LogQL.Syntax;

namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>The labels that a series keeps when it is grouped.</summary>
internal static class GroupLabels
{
    /// <summary>The labels of the group that a series is in.</summary>
    public static LabelSet Of(LabelSet labels, IReadOnlyList<string> names, bool isWithout) =>
        LabelSet.FromSorted([.. labels.Where(label => names.Contains(label.Name) != isWithout)]);

    /// <summary>The labels of the group that a series is in; without a grouping all are in one.</summary>
    public static LabelSet Of(LabelSet labels, Grouping? grouping) =>
        grouping is null ? LabelSet.Empty : Of(labels, grouping.Labels, grouping.IsWithout);
}
