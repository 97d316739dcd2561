using Observability.StandIns.Points.Flux.Values;
using Observability.StandIns.Points.Metadata;
using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Points.Api;

/// <summary>What the endpoints work on.</summary>
/// <param name="Metadata">Organisations, buckets and tokens.</param>
/// <param name="Store">The points.</param>
/// <param name="Metrics">What is counted.</param>
/// <param name="Clock">The time.</param>
internal sealed record PointsServices(PointsMetadata Metadata, PointStore Store, PointsMetrics Metrics, TimeProvider Clock)
{
    /// <summary>Lets so many queries run at once.</summary>
    public QueryGate Queries { get; } = new();

    /// <summary>Nanoseconds since 1970.</summary>
    public long Now => FluxTime.Now(Clock);
}
