using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>One step as a reporter shows it. Disposing a step that is not completed completes it.</summary>
public interface IReportingStep : IAsyncDisposable
{
    /// <summary>Opens a task within the step.</summary>
    Task<IReportingTask> CreateTaskAsync(string statusText, CancellationToken cancellationToken = default);

    /// <summary>Opens a task within the step.</summary>
    Task<IReportingTask> CreateTaskAsync(MarkdownString statusText, CancellationToken cancellationToken = default);

    /// <summary>Shows a message of the step.</summary>
    void Log(LogLevel logLevel, string message);

    /// <summary>Shows a message of the step.</summary>
    void Log(LogLevel logLevel, MarkdownString message);

    /// <summary>Shows a message of the step.</summary>
    [Obsolete("Use Log(LogLevel, string) or Log(LogLevel, MarkdownString) instead.")]
    void Log(LogLevel logLevel, string message, bool enableMarkdown);

    /// <summary>Ends the step. A step ends once; later calls change nothing.</summary>
    Task CompleteAsync(string completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default);

    /// <summary>Ends the step. A step ends once; later calls change nothing.</summary>
    Task CompleteAsync(MarkdownString completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default);
}
