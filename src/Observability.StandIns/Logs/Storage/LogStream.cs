using Observability.LogQL;

namespace Observability.StandIns.Logs.Storage;

/// <summary>A stream of a tenant: its labels, and where its entries are.</summary>
/// <param name="id">Number of its row.</param>
/// <param name="tenant">Whose it is.</param>
/// <param name="labels">Its labels.</param>
/// <param name="clock">The time of its rate.</param>
internal sealed class LogStream(long id, string tenant, LabelSet labels, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private Block[] _blocks = [];
    private long _newest = long.MinValue;

    /// <summary>Number of its row.</summary>
    public long Id { get; } = id;

    /// <summary>Whose it is.</summary>
    public string Tenant { get; } = tenant;

    /// <summary>Its labels.</summary>
    public LabelSet Labels { get; } = labels;

    /// <summary>How fast it may grow.</summary>
    public TokenBucket Rate { get; } = new(clock);

    /// <summary>Whether its row has been written.</summary>
    public bool IsStored { get; set; }

    /// <summary>Whether the compactor will come anyway.</summary>
    public bool AwaitsCompaction { get; set; }

    /// <summary>When it last got lines, in the clock's own count; null where it has not since the start.</summary>
    public long? LastPush { get; private set; }

    /// <summary>Its pieces in the order of their first entries. The array is never changed.</summary>
    public IReadOnlyList<Block> Blocks => Volatile.Read(ref _blocks);

    /// <summary>
    /// Time of the newest entry that it was ever given, also of one that is being written; the least number where there is none.
    /// </summary>
    public long Newest => Interlocked.Read(ref _newest);

    /// <summary>Notes that it is given an entry of this time.</summary>
    public void Advance(long time)
    {
        LastPush = clock.GetTimestamp();
        RaiseNewest(time);
    }

    /// <summary>Whether it has entries from one time up to, and without, another.</summary>
    public bool HasEntries(long start, long end)
    {
        foreach (var block in Volatile.Read(ref _blocks))
        {
            if (block.Overlaps(start, end))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes pieces out and puts others in, at once.</summary>
    public void Replace(IReadOnlyCollection<Block> removed, IReadOnlyCollection<Block> added)
    {
        lock (_lock)
        {
            Block[] blocks = removed.Count == 0 ? [.. _blocks, .. added] : [.. _blocks.Except(removed), .. added];
            if (added.Count != 1 || (blocks.Length > 1 && blocks[^2].First > blocks[^1].First))
            {
                Array.Sort(blocks, static (left, right) =>
                    left.First != right.First ? left.First.CompareTo(right.First) : left.Id.CompareTo(right.Id));
            }

            Volatile.Write(ref _blocks, blocks);
        }
    }

    /// <summary>Puts in what was found on the disk.</summary>
    public void Load(IReadOnlyCollection<Block> blocks)
    {
        IsStored = true;
        Replace([], blocks);
        foreach (var block in blocks)
        {
            RaiseNewest(block.Last);
        }
    }

    private void RaiseNewest(long time)
    {
        for (var newest = Newest; time > newest; newest = Newest)
        {
            Interlocked.CompareExchange(ref _newest, time, newest);
        }
    }
}
