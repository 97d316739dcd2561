using Observability.LogQL.Syntax;

namespace Observability.LogQL.Pipeline.Formats;

/// <summary>Takes all labels away but some, and but what went wrong.</summary>
internal sealed class KeepRun(IReadOnlyList<LabelSelection> selections) : Stage
{
    private readonly List<LabelSlot> _labels = [];

    /// <inheritdoc />
    public override bool Process(Line line)
    {
        _labels.Clear();
        line.Labels.CopyTo(_labels);
        foreach (var label in _labels)
        {
            if (label.Name is not (LineLabels.ErrorLabel or LineLabels.ErrorDetailsLabel) && !IsKept(label))
            {
                line.Labels.Drop(label.Name);
            }
        }

        return true;
    }

    private bool IsKept(LabelSlot label)
    {
        foreach (var (name, matcher) in selections)
        {
            if (name == label.Name && (matcher is null || matcher.IsMatch(label.Text)))
            {
                return true;
            }
        }

        return false;
    }
}
