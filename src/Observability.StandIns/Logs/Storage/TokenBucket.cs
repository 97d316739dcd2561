namespace Observability.StandIns.Logs.Storage;

/// <summary>Lets so many bytes a second pass, and so many at once.</summary>
/// <param name="clock">Tells how much time has gone by.</param>
internal sealed class TokenBucket(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private double _tokens = double.MaxValue;
    private long _last = clock.GetTimestamp();

    /// <summary>Takes as many as are asked for, or none.</summary>
    public bool TryTake(double amount, double rate, double burst)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            _tokens = Math.Min(burst, _tokens + (clock.GetElapsedTime(_last, now).TotalSeconds * rate));
            _last = now;
            if (amount > _tokens)
            {
                return false;
            }

            _tokens -= amount;
            return true;
        }
    }
}
