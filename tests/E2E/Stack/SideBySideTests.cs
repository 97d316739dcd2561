using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Observability.E2E.Stack;

[Tier(Tier.Process)]
public sealed class SideBySideTests
{
    [Fact]
    public async Task TwoStacks_InOneStateFolder_AreBothHealthyAndShareNothing()
    {
        Requires.ProcessStack();
        using var state = new TemporaryFolder();
        await using var first = await StackFixture.StartAsync(state.Path);
        await using var second = await StackFixture.StartAsync(state.Path);

        var ports = new[] { first, second }.SelectMany(PortsOf).ToList();

        Assert.True(ports.Count >= 2 * StackFixture.Servers.Count);
        Assert.Equal(ports.Count, ports.Distinct().Count());
        Assert.Equal(2, Directory.GetDirectories(state.Path, "run-*").Length);
    }

    private static IEnumerable<int> PortsOf(DistributedApplication application) =>
        from resource in application.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<IResourceWithEndpoints>()
        where StackFixture.Servers.Contains(resource.Name)
        from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
        select application.GetEndpoint(resource.Name, endpoint.Name).Port;
}
