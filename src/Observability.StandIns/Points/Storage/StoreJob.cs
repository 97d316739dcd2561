namespace Observability.StandIns.Points.Storage;

/// <summary>Something for the store's own thread: points to write, or other work.</summary>
internal sealed class StoreJob
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Points to write.</summary>
    public StoreJob(List<PointRow> rows, byte[] data) => (Rows, Data) = (rows, data);

    /// <summary>Other work.</summary>
    public StoreJob(Action work) => Work = work;

    /// <summary>The points, where it is a write.</summary>
    public List<PointRow> Rows { get; } = [];

    /// <summary>The points as a row of the log.</summary>
    public byte[] Data { get; set; } = [];

    /// <summary>The work, where it is no write.</summary>
    public Action? Work { get; }

    /// <summary>Over when it is done, with the exception of a failure.</summary>
    public Task Done => _done.Task;

    /// <summary>Does something and reports how it ended.</summary>
    public void Try(Action work)
    {
        try
        {
            work();
            _done.TrySetResult();
        }
        catch (Exception error)
        {
            // Whoever waits for this job gets it; the thread goes on with the next.
            Fail(error);
        }
    }

    /// <summary>It is done.</summary>
    public void Succeed() => _done.TrySetResult();

    /// <summary>It has failed.</summary>
    public void Fail(Exception error) =>
        _done.TrySetException(error as PointStoreException ?? new PointStoreException(error.Message, error));
}
