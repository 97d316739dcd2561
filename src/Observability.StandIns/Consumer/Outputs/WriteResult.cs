namespace Observability.StandIns.Consumer.Outputs;

/// <summary>What has become of a batch.</summary>
/// <param name="size">Metrics in the batch; each is kept until said otherwise.</param>
internal sealed class WriteResult(int size)
{
    /// <summary>The outcome of each metric, in the order of the batch.</summary>
    public WriteOutcome[] Outcomes { get; } = new WriteOutcome[size];

    /// <summary>What went wrong last, or null.</summary>
    public string? Problem { get; set; }

    /// <summary>How long the store has asked to be left alone.</summary>
    public TimeSpan RetryAfter { get; set; }

    /// <summary>A batch that was written whole.</summary>
    public static WriteResult AcceptAll(int size)
    {
        var result = new WriteResult(size);
        Array.Fill(result.Outcomes, WriteOutcome.Accepted);
        return result;
    }

    /// <summary>Notes an answer that leaves something unwritten.</summary>
    public void Note(StoreAnswer answer)
    {
        Problem = answer.ToString();
        RetryAfter = answer.RetryAfter > RetryAfter ? answer.RetryAfter : RetryAfter;
    }
}
