namespace Observability.StandIns.Tests.Dashboards;

/// <summary>The contract, and the server that it was written from.</summary>
[Tier(Tier.Vendor)]
public sealed class GrafanaContractTests(DashboardsFixture<GrafanaBackend> fixture) : DashboardsContract<GrafanaBackend>(fixture);
