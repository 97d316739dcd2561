namespace Observability.StandIns.Tests.Gateway;

/// <summary>The contract, and the server that it was written from.</summary>
[Tier(Tier.Vendor)]
public sealed class TraefikContractTests(GatewayFixture<TraefikBackend> fixture) : GatewayContract<TraefikBackend>(fixture);
