using Observability.LogQL.Pipeline;
using Observability.LogQL.Results;

namespace Observability.LogQL.Evaluation;

/// <summary>Makes results of lines that came out of a pipeline. The line's memory is the source's, so it is copied.</summary>
internal static class EntryWriter
{
    /// <summary>Makes the result of a line.</summary>
    public static ResultEntry Write(Line line, LabelSet stream)
    {
        var text = line.Text.ToArray();
        if (!line.Labels.IsChanged)
        {
            return new ResultEntry(line.Time, text, stream, stream, LabelSet.Empty, LabelSet.Empty);
        }

        var labels = line.Labels.ToSortedList();
        return new ResultEntry(
            line.Time,
            text,
            Write(labels, null),
            Write(labels, LabelCategory.Stream),
            Write(labels, LabelCategory.Metadata),
            Write(labels, LabelCategory.Parsed));
    }

    /// <summary>Makes a set of labels that are in the order of their names.</summary>
    /// <param name="labels">The labels.</param>
    /// <param name="category">Of which category; null for all.</param>
    public static LabelSet Write(List<LabelSlot> labels, LabelCategory? category) =>
        LabelSet.FromSorted(
            [.. labels.Where(label => category is null || label.Category == category).Select(label => new Label(label.Name, label.Text))]);
}
