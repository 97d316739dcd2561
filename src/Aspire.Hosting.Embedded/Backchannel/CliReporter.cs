using System.Globalization;
using System.Threading.Channels;
using Aspire.Hosting.Embedded.Pipelines;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Backchannel;

/// <summary>Shows a pipeline through the aspire CLI, which draws it. What happens before it listens is kept for it.</summary>
/// <param name="minimumLevel">Messages below it are left out.</param>
/// <param name="time">Dates the messages.</param>
internal sealed class CliReporter(LogLevel minimumLevel, TimeProvider time) : IPipelineActivityReporter
{
    private readonly Channel<PublishingActivity> _activities = Channel.CreateUnbounded<PublishingActivity>();
    private int _last;

    /// <summary>All that happens, to its end.</summary>
    public IAsyncEnumerable<PublishingActivity> ReadAsync(CancellationToken cancellationToken) => _activities.Reader.ReadAllAsync(cancellationToken);

    /// <inheritdoc />
    public Task<IReportingStep> CreateStepAsync(string title, CancellationToken cancellationToken = default) =>
        CreateStepAsync(title, parentStepId: null, hierarchyLevel: 0, cancellationToken);

    /// <inheritdoc />
    public Task<IReportingStep> CreateStepAsync(string title, string? parentStepId, int hierarchyLevel, CancellationToken cancellationToken = default)
    {
        var step = new Activity(this, "step", title) { ParentStepId = parentStepId, HierarchyLevel = hierarchyLevel };
        step.Show(title, CompletionState.InProgress, null);
        return Task.FromResult<IReportingStep>(step);
    }

    /// <inheritdoc />
    public Task CompletePublishAsync(PublishCompletionOptions? options = null, CancellationToken cancellationToken = default)
    {
        var state = options?.CompletionState ?? CompletionState.Completed;
        var message = options?.CompletionMessage ?? string.Empty;
        Write("publish-complete", new PublishingActivityData(NextId(), message, state.ToString())
        {
            CompletionMessage = message,
            PipelineSummary = [.. (options?.PipelineSummary ?? []).Select(item => new PublishingSummaryItem(item.Key, item.Value, item.EnableMarkdown))],
        });
        _activities.Writer.TryComplete();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task CompletePublishAsync(string? completionMessage = null, CompletionState? completionState = null, CancellationToken cancellationToken = default) =>
        CompletePublishAsync(new PublishCompletionOptions { CompletionMessage = completionMessage, CompletionState = completionState }, cancellationToken);

    private string NextId() => Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);

    private void Write(string type, PublishingActivityData data) => _activities.Writer.TryWrite(new PublishingActivity(type, data));

    /// <summary>A step, or a task in one. What ends first counts; a disposal ends what is still open.</summary>
    private sealed class Activity(CliReporter reporter, string type, string title) : IReportingStep, IReportingTask, ICompletion
    {
        private readonly string _id = reporter.NextId();
        private int _state = (int)CompletionState.InProgress;

        public string? StepId { get; init; }

        public string? ParentStepId { get; init; }

        public int? HierarchyLevel { get; init; }

        public CompletionState State => (CompletionState)Volatile.Read(ref _state);

        public Task<IReportingTask> CreateTaskAsync(string statusText, CancellationToken cancellationToken = default)
        {
            var task = new Activity(reporter, "task", statusText) { StepId = _id };
            task.Show(statusText, CompletionState.InProgress, null);
            return Task.FromResult<IReportingTask>(task);
        }

        public Task<IReportingTask> CreateTaskAsync(MarkdownString statusText, CancellationToken cancellationToken = default) =>
            CreateTaskAsync(statusText.Value, cancellationToken);

        public void Log(LogLevel logLevel, string message)
        {
            if (logLevel >= reporter.MinimumLevel && logLevel != LogLevel.None)
            {
                reporter.Write("log", new PublishingActivityData(reporter.NextId(), message, nameof(CompletionState.Completed))
                {
                    StepId = _id,
                    LogLevel = logLevel.ToString(),
                    Timestamp = reporter.Now(),
                });
            }
        }

        public void Log(LogLevel logLevel, MarkdownString message) => Log(logLevel, message.Value);

        public void Log(LogLevel logLevel, string message, bool enableMarkdown) => Log(logLevel, message);

        public Task UpdateAsync(string statusText, CancellationToken cancellationToken = default)
        {
            Show(statusText, State, null);
            return Task.CompletedTask;
        }

        public Task UpdateAsync(MarkdownString statusText, CancellationToken cancellationToken = default) => UpdateAsync(statusText.Value, cancellationToken);

        public Task CompleteAsync(string? completionText = null, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default)
        {
            if (completionState != CompletionState.InProgress
                && Interlocked.CompareExchange(ref _state, (int)completionState, (int)CompletionState.InProgress) == (int)CompletionState.InProgress)
            {
                // What is shown of an end is the text, not the message beside it.
                var text = string.IsNullOrEmpty(completionText) ? title : completionText;
                Show(text, completionState, text);
            }

            return Task.CompletedTask;
        }

        public Task CompleteAsync(MarkdownString completionText, CompletionState completionState = CompletionState.Completed, CancellationToken cancellationToken = default) =>
            CompleteAsync(completionText.Value, completionState, cancellationToken);

        public async ValueTask DisposeAsync() => await CompleteAsync().ConfigureAwait(false);

        public void Show(string text, CompletionState state, string? message) => reporter.Write(type, new PublishingActivityData(_id, text, state.ToString())
        {
            StepId = StepId,
            ParentStepId = ParentStepId,
            HierarchyLevel = HierarchyLevel,
            CompletionMessage = message,
        });
    }

    private LogLevel MinimumLevel => minimumLevel;

    private DateTimeOffset Now() => time.GetUtcNow();
}
