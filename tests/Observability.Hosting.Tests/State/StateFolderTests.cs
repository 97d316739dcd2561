using System.Runtime.Versioning;
using Aspire.Hosting;
using Observability.Hosting.State;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Tests.State;

public sealed class StateFolderTests : IDisposable
{
    private readonly string _base = Directory.CreateTempSubdirectory("state-").FullName;

    [Fact]
    public void Open_TwoEphemeralRuns_GetFoldersOfTheirOwnThatGoWithThem()
    {
        using var second = new StateFolder(_base, persist: false);
        using (var first = new StateFolder(_base, persist: false))
        {
            first.Open();
            second.Open();
            Assert.NotEqual(first.Root, second.Root);
            Assert.True(Directory.Exists(first.Root));
        }

        Assert.Equal([second.Root], Directory.GetDirectories(_base));
    }

    [Fact]
    public void Open_PersistentFolderInUse_NamesTheRunThatHoldsIt()
    {
        using var first = new StateFolder(_base, persist: true);
        using var second = new StateFolder(_base, persist: true);
        first.Open();

        var error = Assert.Throws<DistributedApplicationException>(second.Open);

        Assert.Contains($"in use by another run (process {Environment.ProcessId})", error.Message, StringComparison.Ordinal);
        Assert.Contains("--persist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_PersistentFolder_KeepsDataAndLetsTheNextRunIn()
    {
        using (var first = new StateFolder(_base, persist: true))
        {
            first.Open();
            File.WriteAllText(Path.Combine(first.Root, "data"), "kept");
        }

        using var second = new StateFolder(_base, persist: true);
        second.Open();
        Assert.Equal("kept", File.ReadAllText(Path.Combine(second.Root, "data")));
    }

    [Fact]
    public void Open_FolderOfACrashedRun_IsRemovedAndALiveOneIsNot()
    {
        using var live = new StateFolder(_base, persist: false);
        live.Open();
        var crashed = Path.Combine(_base, "run-dead");
        Directory.CreateDirectory(crashed);
        File.WriteAllText(Path.Combine(crashed, "lock"), "");

        using var next = new StateFolder(_base, persist: false);
        next.Open();

        Assert.False(Directory.Exists(crashed));
        Assert.True(Directory.Exists(live.Root));
    }

    [Fact]
    public void Open_LeftoverOfAnotherUser_IsLeftAlone()
    {
        // A lock that may not be opened; also for root, who may open what is another user's, a folder is none.
        var leftover = Path.Combine(_base, "run-dead");
        Directory.CreateDirectory(Path.Combine(leftover, "lock"));

        using var next = new StateFolder(_base, persist: false);
        next.Open();

        Assert.True(Directory.Exists(leftover));
        Assert.True(Directory.Exists(next.Root));
    }

    [Fact]
    public void Open_BaseIsAFile_NamesFolderAndSetting()
    {
        var file = Path.Combine(_base, "file");
        File.WriteAllText(file, "");
        using var state = new StateFolder(file, persist: false);

        var error = Assert.Throws<DistributedApplicationException>(state.Open);

        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains("Stack:StateFolder", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [SupportedOSPlatform("linux")]
    [InlineData(true, UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(false, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead)]
    public void Write_File_HasTheModeOfItsKind(bool sensitive, UnixFileMode expected)
    {
        var path = Path.Combine(_base, "server", "etc", "x.yml");

        StateFolder.Write("server", path, "text", sensitive);

        Assert.Equal(expected, File.GetUnixFileMode(path));
        Assert.Equal("text", File.ReadAllText(path));
    }

    [Fact]
    public void Write_CannotBeWritten_NamesResourceAndFileAndKeepsTheOldText()
    {
        var path = Path.Combine(_base, "server", "x.yml");
        StateFolder.Write("server", path, "old", sensitive: false);
        Directory.CreateDirectory(path + ".new");

        var error = Assert.Throws<DistributedApplicationException>(() => StateFolder.Write("server", path, "new", sensitive: false));

        Assert.StartsWith("server: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(path));
    }

    [Fact]
    public void FindShortage_LittleSpace_SaysHowMuchIsNeeded()
    {
        var problem = Assert.Single(StateFolderCheck.FindShortage("/data", 5L << 20));

        Assert.Equal(
            "stack: Stack:StateFolder: /data has 5 MiB free, at least 64 MiB are needed. Free space there, or name another folder.",
            problem.ToString());
        Assert.Empty(StateFolderCheck.FindShortage("/data", 64L << 20));
    }

    [Fact]
    public void VolumeFor_TwoFolders_AreTwoVolumesAndTheSameInTheNextRun()
    {
        string Volume(string folder) => new StateFolder(Path.Combine(_base, folder), persist: true).VolumeFor("loki");

        Assert.Equal(Volume("one"), Volume("one"));
        Assert.NotEqual(Volume("one"), Volume("two"));
        Assert.StartsWith("loki-data-", Volume("one"), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_base, recursive: true);
}
