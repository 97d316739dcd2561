using Aspire.Hosting.Testing;

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

        var endpoints = StackFixture.Servers.SelectMany(server => new[] { first.GetEndpoint(server), second.GetEndpoint(server) }).ToList();

        Assert.Equal(endpoints.Count, endpoints.Select(endpoint => endpoint.Port).Distinct().Count());
        Assert.Equal(2, Directory.GetDirectories(state.Path, "run-*").Length);
    }
}
