namespace Observability.StandIns.Tests.Points;

/// <summary>Version 1's paths, and the stand-in.</summary>
[Tier(Tier.Process)]
public sealed class StandInVersion1Tests(PointsFixture<StandInBackend> fixture) : Version1Contract<StandInBackend>(fixture);
