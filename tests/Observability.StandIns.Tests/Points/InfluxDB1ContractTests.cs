namespace Observability.StandIns.Tests.Points;

/// <summary>Version 1's paths, and Debian's server of that version.</summary>
[Tier(Tier.Process)]
public sealed class InfluxDB1ContractTests(PointsFixture<InfluxDB1Backend> fixture) : Version1Contract<InfluxDB1Backend>(fixture);
