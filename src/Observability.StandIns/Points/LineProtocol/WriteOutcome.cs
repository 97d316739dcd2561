using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Points.LineProtocol;

/// <summary>The points of a request that can be kept, and why the others cannot.</summary>
/// <param name="Rows">What can be kept.</param>
/// <param name="Dropped">How many points cannot.</param>
/// <param name="Reason">Why the first of them cannot, in the server's words; null where all can.</param>
internal sealed record WriteOutcome(List<PointRow> Rows, int Dropped, string? Reason)
{
    /// <summary>What the answer says of points that are dropped.</summary>
    public string Message => $"partial write: {Reason} dropped={Dropped}";
}
