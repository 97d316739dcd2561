using Observability.Hosting.Publishing.Tree;

namespace Observability.Hosting.Tests.Publishing;

/// <summary>Published files on disk: what has not changed is not touched, what is not ours is left alone.</summary>
public sealed class ManifestStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly ManifestFile[] s_files = [ManifestFile.FromText("any/a.tf", "\na = 1\n"), ManifestFile.FromText("any/deep/b.tf", "\nb = 2\n")];

    [Fact]
    public void Write_FirstTime_WritesAll() => Assert.Equal((2, 0), ManifestStore.Write(_folder.Path, "any", s_files));

    [Fact]
    public void Write_SecondTime_TouchesNothing()
    {
        ManifestStore.Write(_folder.Path, "any", s_files);
        var past = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "any/a.tf"), past);

        Assert.Equal((0, 0), ManifestStore.Write(_folder.Path, "any", s_files));
        Assert.Equal(past, File.GetLastWriteTimeUtc(Path.Combine(_folder.Path, "any/a.tf")));
    }

    [Fact]
    public void Write_FileThatIsNotPublishedAnyMore_DeletesItAndItsFolder()
    {
        ManifestStore.Write(_folder.Path, "any", s_files);
        _folder.Write("any/notes.txt", "mine\n");

        Assert.Equal((0, 1), ManifestStore.Write(_folder.Path, "any", s_files[..1]));
        Assert.False(Directory.Exists(Path.Combine(_folder.Path, "any/deep")));
        Assert.True(File.Exists(Path.Combine(_folder.Path, "any/notes.txt")));
    }

    [Fact]
    public void Write_FileThatPeopleFillIn_IsWrittenOnce()
    {
        var once = s_files[0] with { IsOnlyWrittenOnce = true };
        ManifestStore.Write(_folder.Path, "any", [once]);
        _folder.Write("any/a.tf", "encrypted\n");

        Assert.Equal((0, 0), ManifestStore.Write(_folder.Path, "any", [once]));
        Assert.Equal("encrypted\n", File.ReadAllText(Path.Combine(_folder.Path, "any/a.tf")));
    }

    [Fact]
    public void Diff_ChangedFile_ShowsTheLinesOnBothSides()
    {
        ManifestStore.Write(_folder.Path, "any", s_files);
        _folder.Write("any/a.tf", ManifestFile.FirstLine("any/a.tf") + "\na = 7\n");

        var text = ManifestDiff.Write(_folder.Path, ManifestStore.Compare(_folder.Path, "any", s_files));

        Assert.StartsWith("1 file in ", text, StringComparison.Ordinal);
        Assert.Contains("\nany/a.tf:\n", text, StringComparison.Ordinal);
        Assert.Contains("  - a = 7", text, StringComparison.Ordinal);
        Assert.Contains("  + a = 1", text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
