using System.Collections.Concurrent;
using Observability.LogQL.Source;
using Observability.StandIns.Logs.Storage;

namespace Observability.StandIns.Logs.Tailing;

/// <summary>Hands new lines to those who listen.</summary>
internal sealed class TailHub
{
    private readonly ConcurrentDictionary<Tail, int> _tails = new();

    /// <summary>Listens to a store.</summary>
    public TailHub(LogStore store) => store.Appended += Offer;

    /// <summary>Adds a listener, unless its tenant has as many as it may.</summary>
    public bool TryAdd(Tail tail, int most)
    {
        lock (_tails)
        {
            return _tails.Keys.Count(other => other.Tenant == tail.Tenant) < most && _tails.TryAdd(tail, 0);
        }
    }

    /// <summary>Removes a listener.</summary>
    public void Remove(Tail tail) => _tails.TryRemove(tail, out _);

    private void Offer(LogStream stream, LogBatch batch)
    {
        foreach (var (tail, _) in _tails)
        {
            if (tail.Tenant == stream.Tenant)
            {
                tail.Offer(stream.Labels, batch);
            }
        }
    }
}
