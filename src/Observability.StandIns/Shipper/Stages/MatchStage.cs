namespace Observability.StandIns.Shipper.Stages;

/// <summary>The stage <c>match</c>: leads the lines that a selector chooses through stages of their own, or leaves them out.</summary>
/// <param name="selector">Chooses.</param>
/// <param name="inner">The stages; null where the chosen are left out.</param>
/// <param name="reason">What these are counted under.</param>
/// <param name="countDropped">Counts them.</param>
internal sealed class MatchStage(LineSelector selector, Pipeline? inner, string reason, Action<string> countDropped) : IHoldingStage
{
    /// <inheritdoc />
    public bool Holds => inner?.Holds is true;

    /// <inheritdoc />
    public void Process(LogEntry entry, List<LogEntry> output)
    {
        if (!selector.Fits(entry))
        {
            output.Add(entry);
        }
        else if (inner is not null)
        {
            inner.Process(entry, output);
        }
        else
        {
            countDropped(reason);
            entry.Release();
        }
    }

    /// <inheritdoc />
    public void Flush(List<LogEntry> output, bool all) => inner?.Flush(output, all);
}
