using Aspire.Hosting.Embedded.Bundle;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Tests.Bundle;

public sealed class BundleLayoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_NothingInstalled_ReturnsNull() => Assert.Null(Layout().Find());

    [Fact]
    public void Find_InAspireHome_ReturnsIt()
    {
        WriteBundle("home/bundle");

        var bundle = Layout().Find();

        Assert.Equal(_folder.Combine("home", "bundle", "dcp", "dcp"), bundle?.DcpPath);
        Assert.Equal(_folder.Combine("home", "bundle", "managed", "aspire-managed"), bundle?.ManagedPath);
        Assert.Equal("ASPIRE_HOME", bundle?.Source);
    }

    [Theory]
    [InlineData("AspireCliBundlePath", "cli/versions/1")]
    [InlineData("ASPIRE_LAYOUT_PATH", "layout")]
    public void Find_RootSettingBesideAspireHome_PrefersTheSetting(string setting, string root)
    {
        WriteBundle("home/bundle");
        WriteBundle(root);

        var bundle = Layout((setting, _folder.Combine(root))).Find();

        Assert.Equal(_folder.Combine(root, "dcp", "dcp"), bundle?.DcpPath);
        Assert.Equal(setting, bundle?.Source);
    }

    [Fact]
    public void Find_LayoutPathWithBundleFolder_LooksInside()
    {
        WriteBundle("layout/bundle");

        Assert.Equal(_folder.Combine("layout", "bundle", "dcp", "dcp"), Layout(("ASPIRE_LAYOUT_PATH", _folder.Combine("layout"))).Find()?.DcpPath);
    }

    [Fact]
    public void Find_OnlyHalfABundle_GoesOnLooking()
    {
        _folder.Write("layout/dcp/dcp", "");
        WriteBundle("home/bundle");

        Assert.Equal("ASPIRE_HOME", Layout(("ASPIRE_LAYOUT_PATH", _folder.Combine("layout"))).Find()?.Source);
    }

    [Theory]
    [InlineData("DcpPublisher:CliPath", "own/dcp")]
    [InlineData("ASPIRE_DCP_PATH", "own")]
    public void Find_OwnDcp_TakesTheDashboardFromTheBundle(string setting, string value)
    {
        WriteBundle("home/bundle");
        _folder.Write("own/dcp", "");

        var bundle = Layout((setting, _folder.Combine(value))).Find();

        Assert.Equal(_folder.Combine("own", "dcp"), bundle?.DcpPath);
        Assert.Equal(_folder.Combine("home", "bundle", "managed", "aspire-managed"), bundle?.ManagedPath);
    }

    [Fact]
    public void Find_BothProgramsSet_NeedsNoBundle()
    {
        _folder.Write("a/dcp", "");
        _folder.Write("b/aspire-managed", "");

        var bundle = Layout(("ASPIRE_DCP_PATH", _folder.Combine("a")), ("ASPIRE_DASHBOARD_PATH", _folder.Combine("b", "aspire-managed"))).Find();

        Assert.Equal(_folder.Combine("b", "aspire-managed"), bundle?.ManagedPath);
    }

    [Fact]
    public void Find_SettingNamesAMissingFile_NamesSettingAndFile()
    {
        WriteBundle("home/bundle");
        var layout = Layout(("DcpPublisher:CliPath", _folder.Combine("gone", "dcp")));

        var exception = Assert.Throws<DistributedApplicationException>(() => layout.Find());

        Assert.Contains("DcpPublisher:CliPath", exception.Message, StringComparison.Ordinal);
        Assert.Contains(_folder.Combine("gone", "dcp"), exception.Message, StringComparison.Ordinal);
    }

    private void WriteBundle(string root)
    {
        _folder.Write($"{root}/dcp/dcp", "");
        _folder.Write($"{root}/managed/aspire-managed", "");
    }

    private BundleLayout Layout(params (string Key, string Value)[] settings) => new(new ConfigurationBuilder()
        .AddInMemoryCollection([
            new("ASPIRE_HOME", _folder.Combine("home")),
            .. settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)),
        ])
        .Build());
}
