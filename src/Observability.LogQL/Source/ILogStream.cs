namespace Observability.LogQL.Source;

/// <summary>The entries of one stream. Different streams are read by different threads at the same time.</summary>
public interface ILogStream
{
    /// <summary>The labels that the stream was pushed with. They satisfy the selection's matchers.</summary>
    LabelSet Labels { get; }

    /// <summary>
    /// The entries of the selection's time range, in batches in the order of the selection's direction: forward, the first batch is the
    /// oldest; backward, it is the newest. Within a batch entries ascend in time whatever the direction, and no entry of a batch is
    /// older than one of the batch before it in time. A batch may have entries outside the range (the engine leaves them out) and need
    /// not have entries without the selection's literals. A batch must stay as it is until the next one is asked for; the engine
    /// copies what it keeps, so a store may reuse its buffers.
    /// </summary>
    /// <param name="selection">What <see cref="ILogSource.Select"/> was asked for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IEnumerable<LogBatch> Read(LogSelection selection, CancellationToken cancellationToken);
}
