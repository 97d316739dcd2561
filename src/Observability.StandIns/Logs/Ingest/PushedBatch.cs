namespace Observability.StandIns.Logs.Ingest;

/// <summary>All streams of a push. Their buffers go back with it.</summary>
internal sealed class PushedBatch : IDisposable
{
    /// <summary>The streams.</summary>
    public List<PushedStream> Streams { get; } = [];

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var stream in Streams)
        {
            stream.Entries.Dispose();
        }
    }
}
