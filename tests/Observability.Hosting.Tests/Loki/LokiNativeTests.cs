using Observability.Hosting.Backends;
using Observability.Hosting.Loki;
using Observability.Hosting.Tests.Backends;

namespace Observability.Hosting.Tests.Loki;

public sealed class LokiNativeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Find_DebiansGeneticsProgram_IsNotTakenForLoki()
    {
        // What /usr/bin/loki of Debian's package loki 2.4.7.4-10 answers to -version, with exit code 0.
        var finding = Find("loki 2.4.7_4\n");

        Assert.Null(finding.Command);
        Assert.EndsWith("loki is another program: it says 'loki 2.4.7_4'", finding.WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_Loki_GivesItsVersion() => Assert.Equal(
        new Version(3, 7, 6),
        Find("loki, version 3.7.6 (branch: HEAD, revision: 0123abcd)\n  build user:       root@buildkitsandbox\n  go version:       go1.25.5\n").Version);

    [Fact]
    public void Find_LokiTwo_IsTooOld() =>
        Assert.EndsWith("is version 2.9.10, at least 3.0 is needed", Find("loki, version 2.9.10 (branch: HEAD, revision: x)").WhyNot, StringComparison.Ordinal);

    /// <summary>Loki's own judgement of what is written, where its binary is on PATH.</summary>
    [Theory]
    [Tier(Tier.Vendor)]
    [MemberData(nameof(LokiConfigWriterTests.Cases), MemberType = typeof(LokiConfigWriterTests))]
    public async Task VerifyConfig_EachShape_IsValid(string shape, string version, string golden)
    {
        var loki = VendorProgram.Require(LokiFacts.Server);
        var writtenFor = Version.Parse(version);
        if (loki.Version!.Major != writtenFor.Major)
        {
            Assert.Skip($"{golden} is for Loki {writtenFor.Major}, {loki.Command} is {loki.Version}");
        }

        var config = _folder.Write(golden, LokiConfigWriter.Write(LokiShapes.Named(shape), writtenFor));
        await using var checker = ChildProcess.Start(
            loki.Command!,
            [$"-config.file={config}", "-config.expand-env=true", "-verify-config=true"],
            environment: new Dictionary<string, string?> { ["LOKI_S3_ACCESS_KEY"] = "key", ["LOKI_S3_SECRET_KEY"] = "secret" });

        Assert.True(await checker.ExitCodeAsync(new Deadline("loki -verify-config", TimeSpan.FromSeconds(30))) == 0, checker.Output);
    }

    public void Dispose() => _folder.Dispose();

    private NativeFinding Find(string output)
    {
        _folder.Write("loki", "binary");
        return new NativeServers(new RecordingTools((_, _) => new ToolResult(0, output)), new VendorProgram.NoCache(), _folder.Path).Find(LokiFacts.Server.Native!);
    }
}
