namespace Observability.StandIns.Shipper.Stages;

/// <summary>
/// The stages <c>labels</c> and <c>structured_metadata</c>: makes labels, or what is stored without being one, of what was found.
/// </summary>
/// <param name="values">Name of the label and of what was found; empty for the same.</param>
/// <param name="areMetadata">True for what is stored without being a label.</param>
internal sealed class LabelsStage(IReadOnlyList<KeyValuePair<string, string>> values, bool areMetadata) : IStage
{
    /// <inheritdoc />
    public bool Process(LogEntry entry)
    {
        foreach (var (label, source) in values)
        {
            if (entry.Text(source.Length == 0 ? label : source) is { } value)
            {
                if (areMetadata)
                {
                    entry.Metadata.Add(new(label, value));
                }
                else
                {
                    entry.Labels[label] = value;
                }
            }
        }

        return true;
    }
}
