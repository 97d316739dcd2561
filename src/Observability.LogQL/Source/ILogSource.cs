namespace Observability.LogQL.Source;

/// <summary>Anything that keeps log lines in streams: a store, a test's array.</summary>
public interface ILogSource
{
    /// <summary>
    /// The streams that a selection names, in any order, each at most once. What is appended meanwhile may or may not be seen. Called
    /// once for each selector of a query that is evaluated; what it returns is enumerated once, by several threads, one at a time.
    /// </summary>
    /// <param name="selection">What is asked for.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    IEnumerable<ILogStream> Select(LogSelection selection, CancellationToken cancellationToken);
}
