using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Notifications;

/// <summary>The log of one resource: its last lines, and everybody who follows them.</summary>
internal sealed class ResourceLog(Action<ResourceLog> subscribersChanged)
{
    /// <summary>Lines kept for those who come later, and the most a slow follower may be behind before it loses lines.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly Queue<LogLine> _backlog = new();
    private readonly List<Channel<LogLine>> _followers = [];
    private int _lastNumber;
    private bool _completed;

    /// <summary>True while somebody follows.</summary>
    public bool HasFollowers
    {
        get
        {
            lock (_lock)
            {
                return _followers.Count > 0;
            }
        }
    }

    public void Add(string content, bool isError)
    {
        lock (_lock)
        {
            // A resource that is started again goes on in the same log.
            _completed = false;
            var line = new LogLine(++_lastNumber, content, isError);
            if (_backlog.Count == Capacity)
            {
                _backlog.Dequeue();
            }

            _backlog.Enqueue(line);
            foreach (var follower in _followers)
            {
                follower.Writer.TryWrite(line);
            }
        }
    }

    /// <summary>Ends every follower after the lines it has not read yet.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            _completed = true;
            foreach (var follower in _followers)
            {
                follower.Writer.TryComplete();
            }
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _backlog.Clear();
            _lastNumber = 0;
        }
    }

    public LogLine[] GetAll()
    {
        lock (_lock)
        {
            return [.. _backlog];
        }
    }

    public LogLine[] GetLast(int count)
    {
        lock (_lock)
        {
            return [.. _backlog.Skip(Math.Max(0, _backlog.Count - count))];
        }
    }

    /// <summary>The lines so far, then the following ones in batches, until the log is complete.</summary>
    public async IAsyncEnumerable<IReadOnlyList<LogLine>> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var follower = Channel.CreateBounded<LogLine>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        LogLine[] backlog;
        lock (_lock)
        {
            backlog = [.. _backlog];
            _followers.Add(follower);
            if (_completed)
            {
                follower.Writer.TryComplete();
            }
        }

        subscribersChanged(this);
        try
        {
            if (backlog.Length > 0)
            {
                yield return backlog;
            }

            while (await follower.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                List<LogLine> batch = [];
                while (follower.Reader.TryRead(out var line))
                {
                    batch.Add(line);
                }

                yield return batch;
            }
        }
        finally
        {
            lock (_lock)
            {
                _followers.Remove(follower);
            }

            subscribersChanged(this);
        }
    }
}
