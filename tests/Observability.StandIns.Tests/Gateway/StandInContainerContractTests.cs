namespace Observability.StandIns.Tests.Gateway;

/// <summary>The contract, and the stand-in in a container.</summary>
[Tier(Tier.Container)]
public sealed class StandInContainerContractTests(GatewayFixture<StandInContainerBackend> fixture) : GatewayContract<StandInContainerBackend>(fixture);
