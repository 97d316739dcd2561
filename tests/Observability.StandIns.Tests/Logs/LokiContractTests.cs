namespace Observability.StandIns.Tests.Logs;

/// <summary>The contract, and the server that it was written from.</summary>
[Tier(Tier.Vendor)]
public sealed class LokiContractTests(LogsFixture<LokiBackend> fixture) : LogsContract<LokiBackend>(fixture);
