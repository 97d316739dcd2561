namespace Observability.StandIns.Consumer.Routing;

/// <summary>
/// A message of a queue on its way into the stores. It is settled when every output that got a metric of it has either taken
/// that metric or refused it for good.
/// </summary>
/// <param name="source">Who is told; it hands messages out and takes their outcome.</param>
/// <param name="tag">The broker's number of this delivery.</param>
internal sealed class Message(IMessageSource source, ulong tag)
{
    // One for whoever still adds metrics.
    private int _outstanding = 1;
    private int _isRefused;

    /// <summary>The broker's number of this delivery.</summary>
    public ulong Tag { get; } = tag;

    /// <summary>True where a store has refused a part of it for good, or it could not be read.</summary>
    public bool IsRefused => Volatile.Read(ref _isRefused) != 0;

    /// <summary>True once <see cref="Settle"/> was called as often as it must be.</summary>
    public bool IsSettled => Volatile.Read(ref _outstanding) == 0;

    /// <summary>True where its broker will hand it out anew, so that what becomes of it here does not matter any more.</summary>
    public bool IsLost => source.IsClosed;

    /// <summary>Announces one more outcome.</summary>
    public void Expect() => Interlocked.Increment(ref _outstanding);

    /// <summary>Tells an outcome.</summary>
    public void Settle(bool isAccepted)
    {
        if (!isAccepted)
        {
            Volatile.Write(ref _isRefused, 1);
        }

        if (Interlocked.Decrement(ref _outstanding) == 0)
        {
            source.OnSettled(this);
        }
    }
}
