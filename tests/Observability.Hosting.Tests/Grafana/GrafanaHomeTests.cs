using Observability.Hosting.Grafana;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Grafana;

public sealed class GrafanaHomeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Find_LinkToAnUnpackedArchive_IsTheArchivesFolder()
    {
        Requires.Linux();
        _folder.Write("opt/grafana-13.2.0/conf/defaults.ini", "");
        var binary = _folder.Write("opt/grafana-13.2.0/bin/grafana", "");
        Directory.CreateDirectory(_folder.Combine("usr/bin"));
        var link = _folder.Combine("usr/bin/grafana");
        File.CreateSymbolicLink(link, binary);

        Assert.Equal(_folder.Combine("opt/grafana-13.2.0"), GrafanaHome.Find(link));
        Assert.Equal(binary, GrafanaHome.FindBinary(link));
    }

    [Fact]
    public void Find_Homebrew_IsShareBesideBin()
    {
        _folder.Write("Cellar/grafana/13.2.0/share/grafana/conf/defaults.ini", "");
        var binary = _folder.Write("Cellar/grafana/13.2.0/bin/grafana", "");

        Assert.Equal(_folder.Combine("Cellar/grafana/13.2.0/share/grafana"), GrafanaHome.Find(binary));
        Assert.Equal(binary, GrafanaHome.FindBinary(binary));
    }

    [Fact]
    public void FindBundledPlugins_Archive_AreBelowItsHome()
    {
        Assert.Null(GrafanaHome.FindBundledPlugins(_folder.Path));

        _folder.Write("data/plugins-bundled/prometheus/plugin.json", "{}");

        Assert.Equal(_folder.Combine("data/plugins-bundled"), GrafanaHome.FindBundledPlugins(_folder.Path));
    }

    [Theory]
    [InlineData("grafana version 13.2.0\n", "13.2.0")]
    [InlineData("grafana version 12.4.1+security-01\n", "12.4.1")]
    [InlineData("Deprecation warning: something\ngrafana version 11.1.0\n", "11.1.0")]
    public void VersionPattern_OutputOfTheProgram_FindsTheVersion(string output, string version) =>
        Assert.Equal(version, Native.VersionPattern.Match(output).Groups["version"].Value);

    [Theory]
    [InlineData("grafana-kiosk version 1.0.0")]
    [InlineData("grafana: unrecognized option '--version'")]
    [InlineData("Version 13.2.0 (commit: NA, branch: main)")]
    public void VersionPattern_OutputOfAnotherProgram_FindsNothing(string output) => Assert.DoesNotMatch(Native.VersionPattern, output);

    public void Dispose() => _folder.Dispose();

    private static NativeServer Native => GrafanaFacts.Server.Native!;
}
