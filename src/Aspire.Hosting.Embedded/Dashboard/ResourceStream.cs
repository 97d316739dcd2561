using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dashboard.Protocol;
using Grpc.Core;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>
/// One dashboard's view of the resources: everything there is, then what changes. Changes that arrive while a message
/// is being written are folded, so a dashboard that reads slowly gets the latest state of each resource once and
/// never a backlog.
/// </summary>
/// <param name="notifications">Replays the current state of all resources first, then follows.</param>
/// <param name="createdAtFallback">Creation time of a resource that has none.</param>
internal sealed class ResourceStream(ResourceNotificationService notifications, DateTime createdAtFallback)
{
    // In order of first arrival, so that equal runs look equal in the dashboard.
    private readonly OrderedDictionary<string, ResourceEvent> _pending = new(StringComparer.Ordinal);
    private Task<bool> _next = Task.FromResult(false);

    /// <summary>Writes until the source ends or <paramref name="cancellationToken"/> is cancelled.</summary>
    public async Task WriteToAsync(IServerStreamWriter<WatchResourcesUpdate> target, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var source = notifications.WatchAsync(ending.Token).GetAsyncEnumerator(ending.Token);
        try
        {
            await CopyAsync(source, target, ending.Token).ConfigureAwait(false);
        }
        finally
        {
            // An enumerator must not be disposed of while it moves, which it still does when a write failed.
            await ending.CancelAsync().ConfigureAwait(false);
            await ((Task)_next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task CopyAsync(
        IAsyncEnumerator<ResourceEvent> source, IServerStreamWriter<WatchResourcesUpdate> target, CancellationToken cancellationToken)
    {
        _next = source.MoveNextAsync().AsTask();

        // The first message is sent even when it is empty: the dashboard shows "Loading…" until it has come.
        var isInitial = true;
        bool hasMore;
        do
        {
            hasMore = await DrainAsync(source).ConfigureAwait(false);
            if (isInitial || _pending.Count > 0)
            {
                await target.WriteAsync(TakePending(isInitial), cancellationToken).ConfigureAwait(false);
                isInitial = false;
            }
        }
        while (hasMore && await _next.ConfigureAwait(false));
    }

    // Takes what is there without waiting for more; false when there will be none.
    private async Task<bool> DrainAsync(IAsyncEnumerator<ResourceEvent> source)
    {
        while (_next.IsCompleted)
        {
            if (!await _next.ConfigureAwait(false))
            {
                return false;
            }

            _pending[source.Current.ResourceId] = source.Current;
            _next = source.MoveNextAsync().AsTask();
        }

        return true;
    }

    private WatchResourcesUpdate TakePending(bool isInitial)
    {
        var messages = _pending.Values.Select(resourceEvent => ResourceSnapshotMapper.Map(resourceEvent, createdAtFallback));
        var update = new WatchResourcesUpdate();
        if (isInitial)
        {
            update.InitialData = new InitialResourceData { Resources = { messages } };
        }
        else
        {
            update.Changes = new WatchResourcesChanges
            {
                Value = { messages.Select(static resource => new WatchResourcesChange { Upsert = resource }) },
            };
        }

        _pending.Clear();
        return update;
    }
}
