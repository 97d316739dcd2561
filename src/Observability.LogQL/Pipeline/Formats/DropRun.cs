using Observability.LogQL.Syntax;

namespace Observability.LogQL.Pipeline.Formats;

/// <summary>Takes labels away, or takes back what went wrong.</summary>
internal sealed class DropRun(IReadOnlyList<LabelSelection> selections) : Stage
{
    /// <inheritdoc />
    public override bool Process(Line line)
    {
        var labels = line.Labels;
        foreach (var (name, matcher) in selections)
        {
            if (matcher is not null && !matcher.IsMatch(labels.GetOrEmpty(name)))
            {
                continue;
            }

            switch (name)
            {
                case LineLabels.ErrorLabel:
                    labels.ClearError();
                    break;
                case LineLabels.ErrorDetailsLabel:
                    labels.ClearErrorDetails();
                    break;
                default:
                    if (labels.TryGet(name, out _))
                    {
                        labels.Drop(name);
                    }

                    break;
            }
        }

        return true;
    }
}
