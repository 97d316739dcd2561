namespace Observability.StandIns.Tests.Documents;

/// <summary>The contract, and the server that it was written from.</summary>
[Tier(Tier.Vendor)]
public sealed class ElasticsearchContractTests(DocumentFixture<ElasticsearchBackend> fixture) : DocumentContract<ElasticsearchBackend>(fixture);
