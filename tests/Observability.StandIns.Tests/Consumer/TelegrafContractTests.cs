namespace Observability.StandIns.Tests.Consumer;

/// <summary>The contract, and the server that it was written from.</summary>
[Tier(Tier.Vendor)]
public sealed class TelegrafContractTests(Broker broker) : DeliveryContract<TelegrafBackend>(broker);
