using Observability.Hosting.Alloy;
using Observability.Hosting.Tests.Backends;

namespace Observability.Hosting.Tests.Alloy;

public sealed class AlloyNativeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("alloy, version v1.18.1 (branch: HEAD, revision: 0123abcd)\n  build user:       root@host", "1.18.1")]
    [InlineData("Alloy 6.2.0, a language for software models", null)]
    public void VersionPattern_Output_GivesTheVersionOfGrafanasProgramOnly(string output, string? expected)
    {
        var match = AlloyFacts.Server.Native!.VersionPattern.Match(output);

        Assert.Equal(expected, match.Success ? match.Groups["version"].Value : null);
    }

    /// <summary>Alloy's own judgement of what is written, where its binary is on PATH.</summary>
    [Theory]
    [Tier(Tier.Vendor)]
    [InlineData("validate")]
    [InlineData("fmt")]
    public async Task Alloy_EachShape_AcceptsIt(string command)
    {
        var alloy = VendorProgram.Require(AlloyFacts.Server).Command!;
        foreach (var (shape, golden) in AlloyConfigWriterTests.Cases.Select(row => row.Data))
        {
            var config = _folder.Write(golden, AlloyConfigWriter.Write(AlloyShapes.Named(shape)));
            await using var checker = ChildProcess.Start(alloy, [command, config]);

            var exitCode = await checker.ExitCodeAsync(new Deadline($"alloy {command}", TimeSpan.FromSeconds(30)));
            Assert.True(exitCode == 0, $"{golden}: {checker.Output}");
        }
    }

    public void Dispose() => _folder.Dispose();
}
