namespace Observability.StandIns.Shipper.Stages;

/// <summary>The stage <c>static_labels</c>: sets labels; one without a value is not set.</summary>
internal sealed class StaticLabelsStage(IReadOnlyList<KeyValuePair<string, string>> values) : IStage
{
    /// <inheritdoc />
    public bool Process(LogEntry entry)
    {
        foreach (var (label, value) in values.Where(label => label.Value.Length > 0))
        {
            entry.Labels[label] = value;
        }

        return true;
    }
}
