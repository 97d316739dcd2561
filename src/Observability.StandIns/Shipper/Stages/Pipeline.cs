namespace Observability.StandIns.Shipper.Stages;

/// <summary>Stages, one after the other.</summary>
/// <param name="stages">Each an <see cref="IStage"/> or an <see cref="IHoldingStage"/>.</param>
internal sealed class Pipeline(IReadOnlyList<object> stages)
{
    /// <summary>True where a stage can hold a line back.</summary>
    public bool Holds { get; } = stages.OfType<IHoldingStage>().Any(stage => stage.Holds);

    /// <summary>Leads a line through all stages.</summary>
    /// <param name="entry">The line.</param>
    /// <param name="output">Gets what comes out.</param>
    public void Process(LogEntry entry, List<LogEntry> output) => Process(0, entry, output);

    /// <summary>Leads on what a stage has held long enough.</summary>
    /// <param name="output">Gets what comes out.</param>
    /// <param name="all">True for whatever is held.</param>
    public void Flush(List<LogEntry> output, bool all)
    {
        for (var i = 0; i < stages.Count; i++)
        {
            if (stages[i] is IHoldingStage stage)
            {
                var due = new List<LogEntry>();
                stage.Flush(due, all);
                foreach (var entry in due)
                {
                    Process(i + 1, entry, output);
                }
            }
        }
    }

    private void Process(int first, LogEntry entry, List<LogEntry> output)
    {
        for (var i = first; i < stages.Count; i++)
        {
            if (stages[i] is IHoldingStage holding)
            {
                var ready = new List<LogEntry>();
                holding.Process(entry, ready);
                foreach (var next in ready)
                {
                    Process(i + 1, next, output);
                }

                return;
            }

            if (!((IStage)stages[i]).Process(entry))
            {
                entry.Release();
                return;
            }
        }

        output.Add(entry);
    }
}
