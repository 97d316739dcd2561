namespace Observability.StandIns.Shipper.Stages;

/// <summary>A stage that makes one line of several, or has stages of its own.</summary>
internal interface IHoldingStage
{
    /// <summary>True where it can hold a line back.</summary>
    bool Holds { get; }

    /// <summary>Takes a line.</summary>
    /// <param name="entry">The line.</param>
    /// <param name="output">Gets what is to go on.</param>
    void Process(LogEntry entry, List<LogEntry> output);

    /// <summary>Hands on what has waited long enough.</summary>
    /// <param name="output">Gets what is to go on.</param>
    /// <param name="all">True for whatever is held.</param>
    void Flush(List<LogEntry> output, bool all);
}
