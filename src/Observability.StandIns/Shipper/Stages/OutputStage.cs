namespace Observability.StandIns.Shipper.Stages;

/// <summary>The stage <c>output</c>: makes the line of what was found.</summary>
internal sealed class OutputStage(string source) : IStage
{
    /// <inheritdoc />
    public bool Process(LogEntry entry)
    {
        entry.Line = entry.Text(source) ?? entry.Line;
        return true;
    }
}
