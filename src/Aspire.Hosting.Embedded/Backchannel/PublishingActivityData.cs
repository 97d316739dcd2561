namespace Aspire.Hosting.Embedded.Backchannel;

/// <summary>What the CLI shows of one step, task or message.</summary>
/// <param name="Id">Identity.</param>
/// <param name="StatusText">Title of a step, state of a task, or a message.</param>
/// <param name="CompletionState">Name of a <see cref="Aspire.Hosting.Pipelines.CompletionState"/>.</param>
internal sealed record PublishingActivityData(string Id, string StatusText, string CompletionState)
{
    /// <summary>The step that a task or message belongs to.</summary>
    public string? StepId { get; init; }

    /// <summary>The step that a step belongs to.</summary>
    public string? ParentStepId { get; init; }

    /// <summary>Depth of a step below the top level.</summary>
    public int? HierarchyLevel { get; init; }

    /// <summary>What is shown when it has ended.</summary>
    public string? CompletionMessage { get; init; }

    /// <summary>Level of a message.</summary>
    public string? LogLevel { get; init; }

    /// <summary>When a message was written.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Whether the text is Markdown.</summary>
    public bool EnableMarkdown { get; init; }

    /// <summary>Facts shown when the pipeline has ended.</summary>
    public IReadOnlyList<PublishingSummaryItem>? PipelineSummary { get; init; }
}
