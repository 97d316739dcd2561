namespace Observability.StandIns.Tests.Shipper;

[Tier(Tier.Process)]
public sealed class StandInContractTests : ShippingContract<StandInBackend>;
