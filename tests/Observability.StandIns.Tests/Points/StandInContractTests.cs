namespace Observability.StandIns.Tests.Points;

/// <summary>The contract, and the stand-in.</summary>
[Tier(Tier.Process)]
public sealed class StandInContractTests(PointsFixture<StandInBackend> fixture) : PointsContract<StandInBackend>(fixture);
