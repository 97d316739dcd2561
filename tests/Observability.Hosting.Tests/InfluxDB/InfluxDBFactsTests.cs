using Observability.Hosting.Backends;
using Observability.Hosting.InfluxDB;
using Observability.Hosting.Tests.Backends;

namespace Observability.Hosting.Tests.InfluxDB;

public sealed class InfluxDBFactsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Find_Version2_Fits() => Assert.Equal(
        new Version(2, 7, 12), Find("InfluxDB v2.7.12 (git: ec9dcde5d6) build_date: 2025-05-20T22:48:51Z").Version);

    [Fact]
    public void Find_DebiansOwn_IsTooOld() => Assert.EndsWith(
        "influxd is version 1.6.7, at least 2.7 is needed", Find("InfluxDB v1.6.7~rc0 (git: unknown unknown)").WhyNot, StringComparison.Ordinal);

    [Fact]
    public void Find_BuildWithoutVersion_IsAnotherProgram() => Assert.EndsWith(
        "influxd is another program: it says 'InfluxDB dev (git: none) build_date: x'",
        Find("InfluxDB dev (git: none) build_date: x").WhyNot,
        StringComparison.Ordinal);

    [Fact]
    [Tier(Tier.Vendor)]
    public void Find_InfluxdOfThisMachine_IsRecognised()
    {
        Requires.Tool("influxd", "influxdb");
        var natives = new NativeServers(new ToolRunner(), new VersionCache(_folder.Path), Environment.GetEnvironmentVariable("PATH"));

        var finding = natives.Find(InfluxDBFacts.Server.Native!);

        Assert.True(
            finding.Version is not null || finding.WhyNot!.Contains("is version 1.", StringComparison.Ordinal),
            finding.WhyNot);
    }

    public void Dispose() => _folder.Dispose();

    private NativeFinding Find(string output)
    {
        _folder.Write("influxd", "");
        var tools = new RecordingTools((_, _) => new ToolResult(0, output));
        return new NativeServers(tools, new VersionCache(_folder.Combine("cache")), _folder.Path).Find(InfluxDBFacts.Server.Native!);
    }
}
