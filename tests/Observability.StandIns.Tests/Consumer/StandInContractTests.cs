namespace Observability.StandIns.Tests.Consumer;

[Tier(Tier.Process)]
public sealed class StandInContractTests(Broker broker) : DeliveryContract<StandInBackend>(broker);
