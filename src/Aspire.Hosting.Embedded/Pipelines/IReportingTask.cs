namespace Aspire.Hosting.Pipelines;

/// <summary>A part of a reported step. Disposing a task that is not completed completes it.</summary>
public interface IReportingTask : IAsyncDisposable
{
    /// <summary>Shows what the task does now.</summary>
    Task UpdateAsync(string statusText, CancellationToken cancellationToken = default);

    /// <summary>Shows what the task does now.</summary>
    Task UpdateAsync(MarkdownString statusText, CancellationToken cancellationToken = default);

    /// <summary>Ends the task. A task ends once; later calls change nothing.</summary>
    Task CompleteAsync(string? completionMessage = null, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default);

    /// <summary>Ends the task. A task ends once; later calls change nothing.</summary>
    Task CompleteAsync(MarkdownString completionMessage, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default);
}
