namespace Observability.StandIns.Tests.Points;

/// <summary>Version 1's paths, and the server that has kept them.</summary>
[Tier(Tier.Vendor)]
public sealed class InfluxDB2Version1Tests(PointsFixture<InfluxDB2Backend> fixture) : Version1Contract<InfluxDB2Backend>(fixture);
