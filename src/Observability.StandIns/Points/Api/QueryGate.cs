namespace Observability.StandIns.Points.Api;

/// <summary>
/// Lets so many queries run at once, and has the others wait: what one may take of memory, all of them may take so many times.
/// </summary>
internal sealed class QueryGate : IDisposable
{
    private const int AtOnce = 4;
    private readonly SemaphoreSlim _slots = new(AtOnce);

    /// <summary>How many run now.</summary>
    public int Running => AtOnce - _slots.CurrentCount;

    /// <summary>Waits for a slot; disposing what it returns gives it back.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        return new Slot(_slots);
    }

    /// <inheritdoc />
    public void Dispose() => _slots.Dispose();

    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        public void Dispose() => slots.Release();
    }
}
