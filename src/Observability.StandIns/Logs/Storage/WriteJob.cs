namespace Observability.StandIns.Logs.Storage;

/// <summary>Something that is written whole or not at all.</summary>
internal sealed class WriteJob
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Pieces to write, each with its stream and what is in it.</summary>
    public List<(LogStream Stream, Block Block, BlockPayload Payload)> Added { get; } = [];

    /// <summary>Pieces to delete.</summary>
    public IReadOnlyList<Block> Removed { get; init; } = [];

    /// <summary>What happens once it is written, before whoever waits goes on; called by the thread that writes.</summary>
    public required Action<WriteJob> Publish { get; init; }

    /// <summary>Ends when it is written, or fails.</summary>
    public Task Done => _done.Task;

    /// <summary>It has been written.</summary>
    public void Succeed()
    {
        foreach (var (stream, _, _) in Added)
        {
            stream.IsStored = true;
        }

        try
        {
            Publish(this);
            _done.SetResult();
        }
        catch (Exception error)
        {
            _done.SetException(error);
        }
    }

    /// <summary>It could not be written.</summary>
    public void Fail(Exception error) => _done.SetException(error);
}
