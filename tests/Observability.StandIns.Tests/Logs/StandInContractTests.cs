namespace Observability.StandIns.Tests.Logs;

/// <summary>The contract, and the stand-in.</summary>
[Tier(Tier.Process)]
public sealed class StandInContractTests(LogsFixture<StandInBackend> fixture) : LogsContract<StandInBackend>(fixture);
