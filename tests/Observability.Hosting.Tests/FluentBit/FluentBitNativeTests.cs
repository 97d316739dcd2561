using Observability.Hosting.FluentBit;
using Observability.Hosting.Tests.Backends;

namespace Observability.Hosting.Tests.FluentBit;

public sealed class FluentBitNativeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("Fluent Bit v5.1.1\nGit commit: 0123abcd\n", "5.1.1")]
    [InlineData("fluent-bit 0.1, bits that flow\n", null)]
    public void VersionPattern_Output_GivesTheVersionOfFluentBitOnly(string output, string? expected)
    {
        var match = FluentBitFacts.Server.Native!.VersionPattern.Match(output);

        Assert.Equal(expected, match.Success ? match.Groups["version"].Value : null);
    }

    /// <summary>Fluent Bit's own judgement of what is written, where its binary is on PATH.</summary>
    [Fact]
    [Tier(Tier.Vendor)]
    public async Task FluentBit_EachShape_AcceptsIt()
    {
        var fluentBit = VendorProgram.Require(FluentBitFacts.Server).Command!;
        var environment = new Dictionary<string, string?>
        {
            [FluentBitFacts.PortVariable] = "2020",
            ["OPENOBSERVE_PASSWORD"] = "Password-1",
        };
        foreach (var (name, shape) in FluentBitShapes.All)
        {
            var config = _folder.Write($"{name}.yaml", FluentBitConfigWriter.Write(shape with { DataFolder = _folder.Path }));
            await using var checker = ChildProcess.Start(fluentBit, ["--config", config, "--dry-run"], _folder.Path, environment);

            var exitCode = await checker.ExitCodeAsync(new Deadline("fluent-bit --dry-run", TimeSpan.FromSeconds(30)));
            Assert.True(exitCode == 0, $"{name}: {checker.Output}");
        }
    }

    public void Dispose() => _folder.Dispose();
}
