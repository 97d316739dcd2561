namespace Observability.StandIns.Tests.Shipper;

/// <summary>The contract, and the server that it was written from.</summary>
[Tier(Tier.Vendor)]
public sealed class AlloyContractTests : ShippingContract<AlloyBackend>;
