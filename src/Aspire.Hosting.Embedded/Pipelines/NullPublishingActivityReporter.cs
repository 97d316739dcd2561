using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>A reporter that shows nothing.</summary>
public sealed class NullPublishingActivityReporter : IPipelineActivityReporter
{
    /// <inheritdoc/>
    public Task<IReportingStep> CreateStepAsync(string title, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReportingStep>(new SilentStep());

    /// <inheritdoc/>
    public Task CompletePublishAsync(PublishCompletionOptions? options = null, CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <inheritdoc/>
    [Obsolete("Use CompletePublishAsync(PublishCompletionOptions?, CancellationToken) instead.")]
    public Task CompletePublishAsync(string? completionMessage = null, CompletionState? completionState = null, CancellationToken cancellationToken = default) =>
        Task.CompletedTask;

    private sealed class SilentStep : IReportingStep, IReportingTask
    {
        public Task<IReportingTask> CreateTaskAsync(string statusText, CancellationToken cancellationToken = default) => Task.FromResult<IReportingTask>(this);

        public Task<IReportingTask> CreateTaskAsync(MarkdownString statusText, CancellationToken cancellationToken = default) => Task.FromResult<IReportingTask>(this);

        public void Log(LogLevel logLevel, string message)
        {
        }

        public void Log(LogLevel logLevel, MarkdownString message)
        {
        }

        public void Log(LogLevel logLevel, string message, bool enableMarkdown)
        {
        }

        public Task UpdateAsync(string statusText, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task UpdateAsync(MarkdownString statusText, CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task CompleteAsync(string? completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) =>
            Task.CompletedTask;

        public Task CompleteAsync(MarkdownString completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) =>
            Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
