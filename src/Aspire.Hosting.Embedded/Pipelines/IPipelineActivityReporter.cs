namespace Aspire.Hosting.Pipelines;

/// <summary>Shows the progress of a pipeline.</summary>
public interface IPipelineActivityReporter
{
    /// <summary>Opens a step at the top level.</summary>
    /// <param name="title">What is shown for it.</param>
    /// <param name="cancellationToken">Ends the wait for the reporter.</param>
    Task<IReportingStep> CreateStepAsync(string title, CancellationToken cancellationToken = default);

    /// <summary>Opens a step below another one. By default it is shown at the top level.</summary>
    /// <param name="title">What is shown for it.</param>
    /// <param name="parentStepId">Identity of the step that it belongs to; null for none.</param>
    /// <param name="hierarchyLevel">Depth below the top level, which is 0.</param>
    /// <param name="cancellationToken">Ends the wait for the reporter.</param>
    Task<IReportingStep> CreateStepAsync(string title, string? parentStepId, int hierarchyLevel, CancellationToken cancellationToken = default) =>
        CreateStepAsync(title, cancellationToken);

    /// <summary>Tells that the pipeline has ended.</summary>
    /// <param name="options">Message, overall state and summary; null for a plain end.</param>
    /// <param name="cancellationToken">Ends the wait for the reporter.</param>
    Task CompletePublishAsync(PublishCompletionOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Tells that the pipeline has ended.</summary>
    [Obsolete("Use CompletePublishAsync(PublishCompletionOptions?, CancellationToken) instead.")]
    Task CompletePublishAsync(string? completionMessage = null, CompletionState? completionState = null, CancellationToken cancellationToken = default);
}
