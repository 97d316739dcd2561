using Observability.Hosting.OpenTelemetryCollector;
using Observability.Hosting.Tests.Backends;

namespace Observability.Hosting.Tests.OpenTelemetryCollector;

public sealed class CollectorNativeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("otelcol-contrib version 0.159.0\n", "0.159.0")]
    [InlineData("otelcol-contrib version v0.131.1\n", "0.131.1")]
    [InlineData("otelcol version 0.159.0\n", null)]
    public void VersionPattern_Output_GivesTheVersionOfContribOnly(string output, string? expected)
    {
        var match = CollectorFacts.Gateway.Native!.VersionPattern.Match(output);

        Assert.Equal(expected, match.Success ? match.Groups["version"].Value : null);
    }

    /// <summary>The collector's own judgement of what is written for its version, where its binary is on PATH.</summary>
    [Fact]
    [Tier(Tier.Vendor)]
    public async Task Collector_EachShape_AcceptsIt()
    {
        var found = VendorProgram.Require(CollectorFacts.Gateway);
        foreach (var (name, text) in CollectorShapes.All)
        {
            var config = _folder.Write($"{name}.yaml", text);
            var environment = new Dictionary<string, string?>
            {
                ["OPENOBSERVE_PASSWORD"] = "Password-1",
                ["HEALTH"] = "13133",
                ["METRICS"] = "8888",
                ["HTTP"] = "4318",
                ["GRPC"] = "4317",
                ["K8S_NODE_IP"] = "10.0.0.1",
                ["K8S_NODE_NAME"] = "node",
            };
            await using var checker = ChildProcess.Start(found.Command!, ["validate", $"--config=file:{config}"], _folder.Path, environment);

            var exitCode = await checker.ExitCodeAsync(new Deadline("otelcol-contrib validate", TimeSpan.FromSeconds(30)));
            Assert.True(exitCode == 0, $"{name}: {checker.Output}");
        }
    }

    public void Dispose() => _folder.Dispose();
}
