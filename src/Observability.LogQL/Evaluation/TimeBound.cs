namespace Observability.LogQL.Evaluation;

/// <summary>
/// How far a log query has to look: once as many lines were found as it may give, lines beyond the last of them are of no use. All
/// threads of an evaluation share one.
/// </summary>
/// <param name="limit">How many lines it may give.</param>
/// <param name="isForward">Whether the oldest come first.</param>
internal sealed class TimeBound(int limit, bool isForward)
{
    private readonly PriorityQueue<long, long> _worst = new();
    private readonly Lock _lock = new();
    private long _bound = long.MaxValue;

    /// <summary>Whether a line of a time, and all behind it, are of no use.</summary>
    public bool IsBeyond(long time) => Rank(time) > Volatile.Read(ref _bound);

    /// <summary>Says that a line was found.</summary>
    public void Add(long time)
    {
        var rank = Rank(time);
        lock (_lock)
        {
            _worst.Enqueue(rank, -rank);
            if (_worst.Count > limit)
            {
                _worst.Dequeue();
            }

            if (_worst.Count == limit)
            {
                Volatile.Write(ref _bound, _worst.Peek());
            }
        }
    }

    // The less, the sooner it comes.
    private long Rank(long time) => isForward ? time : -time;
}
