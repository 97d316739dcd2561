using System.Collections.Concurrent;

namespace Aspire.Hosting.Embedded.Hosting;

/// <summary>Temporary files and folders; those that are left go with the application.</summary>
internal sealed class TemporaryFiles : IFileSystemService, ITempFileSystemService, IDisposable
{
    private const string DefaultPrefix = "aspire-";

    // Folders that this process made and has not deleted yet; every file is in one of its own.
    private readonly ConcurrentDictionary<string, byte> _folders = new(StringComparer.Ordinal);

    public ITempFileSystemService TempDirectory => this;

    public TempDirectory CreateTempSubdirectory(string? prefix = null) => new Folder(this, NewFolder(prefix));

    public TempFile CreateTempFile(string? fileName = null)
    {
        var folder = NewFolder(prefix: null);
        var path = Path.Combine(folder, Path.GetFileName(fileName) is { Length: > 0 } name ? name : Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        new FileStream(path, options).Dispose();
        return new SingleFile(this, folder, path);
    }

    public void Dispose()
    {
        foreach (var folder in _folders.Keys)
        {
            Delete(folder);
        }
    }

    // Only the current user may enter it.
    private string NewFolder(string? prefix)
    {
        var folder = Directory.CreateTempSubdirectory(prefix ?? DefaultPrefix).FullName;
        _folders.TryAdd(folder, 0);
        return folder;
    }

    private void Delete(string folder)
    {
        if (!_folders.TryRemove(folder, out _))
        {
            return;
        }

        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is gone already, or a process still writes there; the system clears its temporary files in time.
        }
    }

    private sealed class Folder(TemporaryFiles owner, string path) : TempDirectory
    {
        public override string Path => path;

        public override void Dispose() => owner.Delete(path);
    }

    private sealed class SingleFile(TemporaryFiles owner, string folder, string path) : TempFile
    {
        public override string Path => path;

        public override void Dispose() => owner.Delete(folder);
    }
}
