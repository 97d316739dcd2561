namespace Points;

/// <summary>What one run of a server took.</summary>
/// <param name="ReadySeconds">Process start until it answers.</param>
/// <param name="IdleMegabytes">Resident memory before anything was asked (10^6 bytes).</param>
/// <param name="PointsPerSecond">Written over version 1's path, client included.</param>
/// <param name="PointsPerSecondV2">Written over version 2's path, client included.</param>
/// <param name="GroupByTimeMs">An InfluxQL query over all points, by the hour.</param>
/// <param name="GroupByHostMs">The same by the hour and tag.</param>
/// <param name="AggregateWindowMs">A Flux query over all points, by the hour and series.</param>
/// <param name="FilterMs">A Flux query that looks at each value.</param>
/// <param name="AfterMegabytes">Resident memory after all of it (10^6 bytes).</param>
internal sealed record Measurement(
    double ReadySeconds,
    double IdleMegabytes,
    double PointsPerSecond,
    double PointsPerSecondV2,
    double GroupByTimeMs,
    double GroupByHostMs,
    double AggregateWindowMs,
    double FilterMs,
    double AfterMegabytes);
