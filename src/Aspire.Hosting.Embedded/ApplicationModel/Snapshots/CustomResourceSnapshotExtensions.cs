using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Changes to a snapshot.</summary>
public static class CustomResourceSnapshotExtensions
{
    /// <summary>Returns a snapshot with other results of the health checks.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="healthReports">The results.</param>
    public static CustomResourceSnapshot WithHealthReports(
        this CustomResourceSnapshot snapshot, ImmutableArray<HealthReportSnapshot> healthReports)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot with { HealthReports = healthReports };
    }
}
