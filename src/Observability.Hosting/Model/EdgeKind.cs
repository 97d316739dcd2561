namespace Observability.Hosting.Model;

/// <summary>What flows along an edge of the graph, named from the side that opens the connection.</summary>
public enum EdgeKind
{
    /// <summary>Fetches metrics by HTTP GET.</summary>
    Scrape,

    /// <summary>Delivers alerts.</summary>
    Alert,
}
