using System.Globalization;
using System.Runtime.Versioning;
using Aspire.Hosting.Embedded.Dcp;

namespace Aspire.Hosting.Embedded.Tests.Dcp;

[SupportedOSPlatform("linux")]
public sealed class SessionFolderTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public void Create_Always_IsForTheUserAlone()
    {
        Requires.Linux();
        var folder = SessionFolder.Create();
        try
        {
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void RemoveAbandoned_OwnersGoneAndRunning_RemovesOnlyThoseOfTheGone()
    {
        Requires.Linux();
        using var root = new TemporaryFolder();
        var own = SessionFolder.ProcessIdentity.Of(Environment.ProcessId);
        root.Write("aspire-dcp-running/owner", own);
        root.Write("aspire-dcp-gone/owner", "4194305 1");
        // The id went to another process since.
        root.Write("aspire-dcp-reused/owner", string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId} 1"));
        root.Write("aspire-dcp-reused/web_out", "log");
        root.Write("aspire-dcp-unknown/kubeconfig", "");
        root.Write("other/owner", "4194305 1");

        Assert.Equal(2, SessionFolder.RemoveAbandoned(root.Path));

        Assert.Equal(
            ["aspire-dcp-running", "aspire-dcp-unknown", "other"],
            Directory.GetDirectories(root.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Certificate_Written_IsForLoopbackAndPrivate()
    {
        Requires.Linux();
        using var folder = new TemporaryFolder();

        var certificate = SessionCertificate.Create(folder.Path, TimeProvider.System);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(certificate.KeyFile));
        Assert.True(certificate.Certificate.MatchesHostname("127.0.0.1"));
        Assert.True(certificate.Certificate.MatchesHostname("localhost"));
        Assert.False(certificate.Certificate.HasPrivateKey);
    }
}
