using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Pipelines;

/// <summary>A step, or a task in one, on the console. What ends first counts; a disposal ends what is still open.</summary>
internal sealed class ConsoleReportingStep(ConsoleReporter reporter, string title) : IReportingStep, IReportingTask, ICompletion
{
    private readonly long _start = reporter.Timestamp();
    private int _state = (int)CompletionState.InProgress;
    private string? _status;

    public CompletionState State => (CompletionState)Volatile.Read(ref _state);

    public Task<IReportingTask> CreateTaskAsync(string statusText, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReportingTask>(new ConsoleReportingStep(reporter, $"{title}: {statusText}"));

    public Task<IReportingTask> CreateTaskAsync(MarkdownString statusText, CancellationToken cancellationToken = default) =>
        CreateTaskAsync(statusText.Value, cancellationToken);

    public void Log(LogLevel logLevel, string message) => reporter.WriteMessage(title, logLevel, message);

    public void Log(LogLevel logLevel, MarkdownString message) => Log(logLevel, message.Value);

    public void Log(LogLevel logLevel, string message, bool enableMarkdown) => Log(logLevel, message);

    // The console shows ends, not progress: what a task did last is part of its line.
    public Task UpdateAsync(string statusText, CancellationToken cancellationToken = default)
    {
        Volatile.Write(ref _status, statusText);
        return Task.CompletedTask;
    }

    public Task UpdateAsync(MarkdownString statusText, CancellationToken cancellationToken = default) => UpdateAsync(statusText.Value, cancellationToken);

    public Task CompleteAsync(string? completionText = null, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
    {
        if (completionState != CompletionState.InProgress
            && Interlocked.CompareExchange(ref _state, (int)completionState, (int)CompletionState.InProgress) == (int)CompletionState.InProgress)
        {
            reporter.WriteEnd(title, completionState, _start, string.IsNullOrEmpty(completionText) ? Volatile.Read(ref _status) : completionText);
        }

        return Task.CompletedTask;
    }

    public Task CompleteAsync(MarkdownString completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) =>
        CompleteAsync(completionText.Value, completionState, cancellationToken);

    public async ValueTask DisposeAsync() => await CompleteAsync().ConfigureAwait(false);
}
