using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Notifications;

/// <summary>What is known of one instance of a resource. Its lock keeps the order of its snapshots.</summary>
internal sealed class ResourceEntry(IResource resource, string resourceId)
{
    private TaskCompletionSource<bool> _ready = NewSource();

    public Lock Lock { get; } = new();

    public IResource Resource { get; } = resource;

    public string ResourceId { get; } = resourceId;

    /// <summary>The newest snapshot, or null before the first.</summary>
    public ResourceEvent? Current { get; set; }

    /// <summary>
    /// Completes with true when the handlers of <see cref="ResourceReadyEvent"/> are done in this run of the resource,
    /// and with false when the run ends before.
    /// </summary>
    public Task<bool> Ready => _ready.Task;

    /// <summary>Called when a run begins.</summary>
    public void BeginRun()
    {
        _ready.TrySetResult(false);
        _ready = NewSource();
    }

    /// <summary>Called when a run ends.</summary>
    public void EndRun() => _ready.TrySetResult(false);

    /// <summary>How to complete <see cref="Ready"/> of the present run, whichever run it is then.</summary>
    public Action<Exception?> GetReadySignal()
    {
        var ready = _ready;
        return failure =>
        {
            if (failure is null)
            {
                ready.TrySetResult(true);
            }
            else if (ready.TrySetException(failure))
            {
                // Whoever waits sees it; that nobody does is no crime.
                _ = ready.Task.Exception;
            }
        };
    }

    private static TaskCompletionSource<bool> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
