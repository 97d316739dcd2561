namespace Observability.StandIns.Shipper.Configuration;

/// <summary>What components get besides their settings.</summary>
/// <param name="StorageFolder">Where they keep what they remember.</param>
/// <param name="GetVariable">Reads an environment variable; null where it is not set.</param>
/// <param name="Metrics">Counts what they do.</param>
/// <param name="Clock">Tells the time.</param>
/// <param name="Logger">Says what they do.</param>
internal sealed record ShipperContext(
    string StorageFolder, Func<string, string?> GetVariable, ShipperMetrics Metrics, TimeProvider Clock, ILogger Logger);
