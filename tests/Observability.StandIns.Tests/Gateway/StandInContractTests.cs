namespace Observability.StandIns.Tests.Gateway;

/// <summary>The contract, and the stand-in.</summary>
[Tier(Tier.Process)]
public sealed class StandInContractTests(GatewayFixture<StandInBackend> fixture) : GatewayContract<StandInBackend>(fixture);
