using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.Embedded.Bundle;
using Aspire.Hosting.Embedded.Dcp;
using Aspire.Hosting.Embedded.Tests.Dcp;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Tests.Bundle;

public sealed class BundleFetcherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly byte[] _archive = Archive("the cli");
    private readonly StringWriter _progress = new();

    public void Dispose()
    {
        _folder.Dispose();
        _progress.Dispose();
    }

    [Fact]
    public async Task Locate_NotInstalled_FetchesVerifiesAndUnpacks()
    {
        var processes = new RecordingHostProcesses(Answer);
        var locator = Locator(processes, Integrity(_archive));

        var bundle = await locator.LocateAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Path.Combine(_folder.Path, "bundle", "dcp", "dcp"), bundle.DcpPath);
        Assert.Collection(
            processes.Started,
            npm =>
            {
                Assert.Equal("npm", npm.FileName);
                Assert.Equal(["pack", "@microsoft/aspire-cli-linux-x64@13.5.4"], npm.Arguments.Take(2));
            },
            setup =>
            {
                Assert.Equal("aspire", Path.GetFileName(setup.FileName));
                Assert.Equal(["setup", "--install-path", _folder.Path], setup.Arguments.Take(3));
                Assert.Equal(_folder.Path, setup.Environment["ASPIRE_HOME"]);
            });
        Assert.Contains("Fetching the Aspire bundle 13.5.4: 0 %", _progress.ToString(), StringComparison.Ordinal);
        Assert.Contains("Fetching the Aspire bundle 13.5.4: 100 %", _progress.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(_folder.Path, ".fetch-*"));
    }

    [Fact]
    public async Task Locate_Installed_StartsNothing()
    {
        WriteBundle();
        var processes = RecordingHostProcesses.WithoutPrograms();

        await Locator(processes, Integrity(_archive)).LocateAsync(TestContext.Current.CancellationToken);

        Assert.Empty(processes.Started);
    }

    [Fact]
    public async Task Locate_TwiceAtOnce_FetchesOnce()
    {
        var processes = new RecordingHostProcesses(Answer);
        var locator = Locator(processes, Integrity(_archive));

        await Task.WhenAll(
            locator.LocateAsync(TestContext.Current.CancellationToken).AsTask(),
            locator.LocateAsync(TestContext.Current.CancellationToken).AsTask());

        Assert.Single(processes.Started, spec => spec.FileName == "npm");
    }

    [Fact]
    public async Task Locate_CorruptDownload_NamesBothHashesAndRemovesIt()
    {
        var expected = Integrity(Archive("another cli"));
        var processes = new RecordingHostProcesses(Answer);
        var locator = Locator(processes, expected);

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            async () => await locator.LocateAsync(TestContext.Current.CancellationToken));

        Assert.Contains($"expected {expected}", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"actual   {Integrity(_archive)}", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Start again", exception.Message, StringComparison.Ordinal);
        Assert.Single(processes.Started);
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.tgz", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Locate_AfterAFailure_TriesAgain()
    {
        var fails = true;
        var processes = new RecordingHostProcesses(spec => fails ? new HostProcessOutcome(1, "", "npm error code E404") : Answer(spec));
        var locator = Locator(processes, Integrity(_archive));
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            async () => await locator.LocateAsync(TestContext.Current.CancellationToken));
        Assert.Contains("npm error code E404", exception.Message, StringComparison.Ordinal);

        fails = false;

        Assert.NotNull(await locator.LocateAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Locate_NoNpm_NamesThePackageThatBringsIt()
    {
        var locator = Locator(RecordingHostProcesses.WithoutPrograms(), Integrity(_archive));

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            async () => await locator.LocateAsync(TestContext.Current.CancellationToken));

        Assert.Contains("apt-get install npm", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Locate_HomeCannotBeMade_NamesTheSetting()
    {
        var file = _folder.Write("file", "");
        var locator = new BundleLocator(
            new BundleLayout(Configuration(Path.Combine(file, "home"))), new BundleFetcher(RecordingHostProcesses.WithoutPrograms(), "", NoProgress));

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            async () => await locator.LocateAsync(TestContext.Current.CancellationToken));

        Assert.Contains("ASPIRE_HOME", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Progress_OnATerminal_RedrawsOneLine()
    {
        using (var progress = new FetchProgress(_progress, "Fetching", isTerminal: true))
        {
            progress.Report(0.5);
            progress.Report(0.4);
        }

        Assert.Equal(
            "\rFetching [                              ]   0 %\rFetching [###############               ]  50 %" + Environment.NewLine,
            _progress.ToString());
    }

    [Fact]
    public void Progress_ElsewhereInSmallSteps_PrintsALineEveryTenPerCent()
    {
        using (var progress = new FetchProgress(_progress, "Fetching", isTerminal: false))
        {
            for (var i = 0; i <= 250; i++)
            {
                progress.Report(i / 1000d);
            }
        }

        Assert.Equal(["Fetching: 0 %", "Fetching: 10 %", "Fetching: 20 %"], _progress.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private HostProcessOutcome Answer(HostProcessSpec spec)
    {
        if (spec.FileName == "npm")
        {
            File.WriteAllBytes(Path.Combine(spec.WorkingDirectory!, "microsoft-aspire-cli-linux-x64-13.5.4.tgz"), _archive);
        }
        else
        {
            Assert.Equal("the cli", File.ReadAllText(spec.FileName));
            WriteBundle();
        }

        return new HostProcessOutcome(0, "", "");
    }

    private void WriteBundle()
    {
        _folder.Write("bundle/dcp/dcp", "");
        _folder.Write("bundle/managed/aspire-managed", "");
    }

    private BundleLocator Locator(RecordingHostProcesses processes, string integrity) =>
        new(new BundleLayout(Configuration(_folder.Path)), new BundleFetcher(processes, integrity, what => new FetchProgress(_progress, what, isTerminal: false)));

    private static FetchProgress NoProgress(string what) => new(TextWriter.Null, what, isTerminal: false);

    private static IConfiguration Configuration(string home) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("ASPIRE_HOME", home)]).Build();

    private static string Integrity(byte[] archive) => $"sha512-{Convert.ToBase64String(SHA512.HashData(archive))}";

    private static byte[] Archive(string cli)
    {
        using var memory = new MemoryStream();
        using (var zip = new GZipStream(memory, CompressionLevel.Fastest))
        using (var tar = new TarWriter(zip))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "package/package.json") { DataStream = new MemoryStream("{}"u8.ToArray()) });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "package/bin/aspire")
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(cli)),
                Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute,
            });
        }

        return memory.ToArray();
    }
}
