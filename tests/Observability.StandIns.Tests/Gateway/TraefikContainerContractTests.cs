namespace Observability.StandIns.Tests.Gateway;

/// <summary>The contract, and the server that it was written from in its vendor's image.</summary>
[Tier(Tier.Vendor)]
public sealed class TraefikContainerContractTests(GatewayFixture<TraefikContainerBackend> fixture) : GatewayContract<TraefikContainerBackend>(fixture);
