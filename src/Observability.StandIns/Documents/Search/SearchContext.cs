using Observability.StandIns.Documents.Indices;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Search;

/// <summary>A moment of some indices that is searched more than once: a point in time, or a scroll.</summary>
/// <param name="Id">Its identifier.</param>
/// <param name="Indices">The indices as they were.</param>
/// <param name="Search">What is scrolled through; null for a point in time.</param>
internal sealed record SearchContext(string Id, IReadOnlyList<(DocumentIndex Index, Snapshot Snapshot)> Indices, SearchRequest? Search)
{
    /// <summary>The last hit that a scroll has given.</summary>
    public Hit? Last { get; set; }

    /// <summary>When it ends, as the clock's time stamp.</summary>
    public long Ends { get; set; }
}
