namespace Observability.Hosting.Model;

/// <summary>What flows along an edge of the graph, named from the side that opens the connection.</summary>
public enum EdgeKind
{
    /// <summary>Fetches metrics by HTTP GET.</summary>
    Scrape,

    /// <summary>Delivers alerts.</summary>
    Alert,

    /// <summary>Writes samples, points, documents or telemetry.</summary>
    Push,

    /// <summary>Ships log lines.</summary>
    Log,

    /// <summary>Asks for what is stored.</summary>
    Query,

    /// <summary>Sends people to sign in and exchanges their codes for tokens.</summary>
    SignIn,

    /// <summary>Forwards people's requests.</summary>
    Route,

    /// <summary>Publishes messages to a broker.</summary>
    Publish,

    /// <summary>Consumes messages of a broker.</summary>
    Consume,
}
