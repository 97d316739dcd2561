using Aspire.Hosting.Embedded.Hosting;

namespace Aspire.Hosting.Embedded.Tests.Hosting;

public class TemporaryFilesTests
{
    [Fact]
    public void Dispose_FilesAndFoldersLeft_DeletesThem()
    {
        var files = new TemporaryFiles();
        var folder = files.TempDirectory.CreateTempSubdirectory("prefix-").Path;
        var file = files.TempDirectory.CreateTempFile("../config.yml").Path;
        File.WriteAllText(Path.Combine(folder, "inside"), "x");
        Assert.Equal("config.yml", Path.GetFileName(file));
        Assert.True(File.Exists(file));

        files.Dispose();

        Assert.False(Directory.Exists(folder));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public void DisposeOfOne_LeavesTheOthers()
    {
        using var files = new TemporaryFiles();
        var first = files.TempDirectory.CreateTempFile();
        var second = files.TempDirectory.CreateTempFile();

        first.Dispose();

        Assert.False(Directory.Exists(Path.GetDirectoryName(first.Path)));
        Assert.True(File.Exists(second.Path));
    }
}
