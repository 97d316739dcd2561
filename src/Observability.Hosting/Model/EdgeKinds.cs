namespace Observability.Hosting.Model;

/// <summary>What follows from the kind of an edge.</summary>
public static class EdgeKinds
{
    /// <summary>
    /// True where the side that opens the connection gives up when nobody answers, so that it must be started after the
    /// other: AMQP clients do, everything that speaks HTTP tries again.
    /// </summary>
    public static bool WaitsForTarget(this EdgeKind kind) => kind is EdgeKind.Publish or EdgeKind.Consume;

    /// <summary>
    /// True where the side that opens the connection is of no use without the other. A scrape, a route and the delivery
    /// of alerts lose one target and go on with the rest.
    /// </summary>
    public static bool NeedsTarget(this EdgeKind kind) => kind is not (EdgeKind.Scrape or EdgeKind.Route or EdgeKind.Alert);
}
