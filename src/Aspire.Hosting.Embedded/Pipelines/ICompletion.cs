using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.Embedded.Pipelines;

/// <summary>A reported step or task that knows how it ended.</summary>
internal interface ICompletion
{
    /// <summary>How it ended; <see cref="CompletionState.InProgress"/> before.</summary>
    CompletionState State { get; }
}
