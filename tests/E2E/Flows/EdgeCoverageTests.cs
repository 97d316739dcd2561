using Aspire.Hosting.Testing;
using Observability.Hosting.Model;

namespace Observability.E2E.Flows;

/// <summary>The same edges that make the network policies have cases.</summary>
[Tier(Tier.Golden)]
public sealed class EdgeCoverageTests
{
    [Fact]
    public async Task Edges_OfTheGraph_AreThoseOfTheCases()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--operation", "publish"], TestContext.Current.CancellationToken);
        var edges = builder.Resources.GetEdges().Select(edge => $"{edge.From.Name} -> {edge.To.Resource.Name} {edge.Kind}").Distinct().Order(StringComparer.Ordinal);
        var covered = FlowCase.All.Values.SelectMany(flow => flow.Edges).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.Equal(edges, covered);
    }
}
