namespace Observability.StandIns.Tests.Points;

/// <summary>The contract, and the server that it was written from.</summary>
[Tier(Tier.Vendor)]
public sealed class InfluxDB2ContractTests(PointsFixture<InfluxDB2Backend> fixture) : PointsContract<InfluxDB2Backend>(fixture);
