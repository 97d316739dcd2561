namespace Observability.StandIns.Tests.Dashboards;

/// <summary>The contract, and the stand-in.</summary>
[Tier(Tier.Process)]
public sealed class StandInContractTests(DashboardsFixture<StandInBackend> fixture) : DashboardsContract<StandInBackend>(fixture);
