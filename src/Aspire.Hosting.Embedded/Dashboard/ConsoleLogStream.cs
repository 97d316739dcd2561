using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dashboard.Protocol;
using Grpc.Core;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>One dashboard page's view of a resource's console log.</summary>
/// <param name="loggers">Source of the lines.</param>
/// <param name="notifications">Says when a resource whose log was complete goes on.</param>
/// <param name="resourceId">The instance; a name where there is one instance.</param>
/// <param name="target">Where the lines go.</param>
internal sealed class ConsoleLogStream(
    ResourceLoggerService loggers,
    ResourceNotificationService notifications,
    string resourceId,
    IServerStreamWriter<WatchResourceConsoleLogsUpdate> target)
{
    private int _lastNumber;

    /// <summary>Writes the lines so far.</summary>
    public Task WriteAllAsync(CancellationToken cancellationToken) =>
        WriteAsync(loggers.GetAllAsync(resourceId), cancellationToken);

    /// <summary>
    /// Writes the lines so far and those that follow, until <paramref name="cancellationToken"/> is cancelled. The end
    /// of the log is not the end of the stream: the dashboard (13.5) does not ask again when a resource is restarted,
    /// and its page would stay as it is.
    /// </summary>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // Taken before the log is read, so that a restart during the last lines is not missed.
            notifications.TryGetCurrentState(resourceId, out var seen);
            await WriteAsync(loggers.WatchAsync(resourceId), cancellationToken).ConfigureAwait(false);
            if (!await HasChangedAsync(seen, cancellationToken).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private async Task WriteAsync(IAsyncEnumerable<IReadOnlyList<LogLine>> batches, CancellationToken cancellationToken)
    {
        await foreach (var lines in batches.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            foreach (var update in ConsoleLogBatches.From(NotYetWritten(lines)))
            {
                await target.WriteAsync(update, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private IReadOnlyList<LogLine> NotYetWritten(IReadOnlyList<LogLine> lines)
    {
        if (lines.Count == 0)
        {
            return lines;
        }

        // A log that was cleared counts from 1 again.
        var last = lines[^1].LineNumber;
        var from = last < _lastNumber ? 0 : _lastNumber;
        _lastNumber = last;
        return from < lines[0].LineNumber ? lines : [.. lines.Where(line => line.LineNumber > from)];
    }

    private async Task<bool> HasChangedAsync(ResourceEvent? seen, CancellationToken cancellationToken)
    {
        var id = seen?.ResourceId ?? resourceId;
        await foreach (var current in notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (string.Equals(current.ResourceId, id, StringComparison.OrdinalIgnoreCase)
                && !ReferenceEquals(current.Snapshot, seen?.Snapshot))
            {
                return true;
            }
        }

        return false;
    }
}
