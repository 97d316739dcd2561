namespace Observability.StandIns.Shipper.Stages;

/// <summary>The stages <c>label_drop</c> and <c>label_keep</c>: takes labels off.</summary>
/// <param name="names">Names of labels.</param>
/// <param name="areKept">True where these are kept and all others taken off.</param>
internal sealed class LabelChoiceStage(IReadOnlyCollection<string> names, bool areKept) : IStage
{
    private readonly HashSet<string> _names = new(names, StringComparer.Ordinal);

    /// <inheritdoc />
    public bool Process(LogEntry entry)
    {
        foreach (var label in entry.Labels.Keys.Where(label => _names.Contains(label) != areKept).ToList())
        {
            entry.Labels.Remove(label);
        }

        return true;
    }
}
