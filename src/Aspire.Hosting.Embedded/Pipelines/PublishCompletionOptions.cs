namespace Aspire.Hosting.Pipelines;

/// <summary>How a pipeline ended.</summary>
public sealed class PublishCompletionOptions
{
    /// <summary>What is shown last; null for the reporter's own words.</summary>
    public string? CompletionMessage { get; set; }

    /// <summary>Overall state; null: taken from the steps' states.</summary>
    public CompletionState? CompletionState { get; set; }

    /// <summary>Facts that the steps gathered; null for none.</summary>
    public IReadOnlyList<PipelineSummaryItem>? PipelineSummary { get; set; }
}
