namespace Observability.StandIns.Tests.Documents;

/// <summary>The contract, and the stand-in.</summary>
[Tier(Tier.Process)]
public sealed class StandInContractTests(DocumentFixture<StandInBackend> fixture) : DocumentContract<StandInBackend>(fixture);
