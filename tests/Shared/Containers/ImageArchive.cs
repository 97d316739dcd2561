using System.Formats.Tar;
using System.Text;

namespace Observability.Tests;

/// <summary>The files of an image, written as tar: programs of this machine with the libraries that <c>ldd</c> names.</summary>
internal sealed class ImageArchive : IAsyncDisposable
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly MemoryStream _stream = new();
    private readonly TarWriter _writer;

    public ImageArchive() => _writer = new TarWriter(_stream, TarEntryFormat.Pax, leaveOpen: true);

    /// <summary>A new one with what every program expects: folders for temporary files, names of users.</summary>
    /// <param name="user">Name, number and group of the user that the program runs as.</param>
    public static ImageArchive Create((string Name, int Id) user)
    {
        var archive = new ImageArchive();
        archive.AddFolder("/tmp", mode: (UnixFileMode)0x3FF); // 1777
        archive.AddText("/etc/passwd", $"root:x:0:0::/root:/bin/sh\n{user.Name}:x:{user.Id}:{user.Id}::/:/bin/sh\n");
        archive.AddText("/etc/group", $"root:x:0:\n{user.Name}:x:{user.Id}:\n");
        return archive;
    }

    public void AddFolder(string path, int owner = 0, UnixFileMode mode = Executable) =>
        Write(new PaxTarEntry(TarEntryType.Directory, Name(path)) { Mode = mode, Uid = owner, Gid = owner });

    public void AddText(string path, string text, bool isExecutable = false)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        Write(new PaxTarEntry(TarEntryType.RegularFile, Name(path)) { Mode = isExecutable ? Executable : Readable, DataStream = content });
    }

    public void AddLink(string path, string target) => Write(new PaxTarEntry(TarEntryType.SymbolicLink, Name(path)) { LinkName = target });

    /// <summary>A program with its libraries.</summary>
    /// <param name="program">Full path here.</param>
    /// <param name="path">Path in the image; the same by default.</param>
    public async Task AddProgramAsync(string program, string? path = null)
    {
        AddFile(path ?? program, program);
        await AddLibrariesAsync([program]);
    }

    /// <summary>A folder as it is here, and the libraries of what is loaded from it.</summary>
    /// <param name="folder">Full path here.</param>
    /// <param name="path">Path in the image; the same by default.</param>
    public async Task AddTreeAsync(string folder, string? path = null)
    {
        var loaded = new List<string>();
        var entries = new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories);
        foreach (var entry in entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            // Start scripts find themselves by links between files; folders that are links elsewhere are copied, the enumeration goes
            // into them.
            if (entry is FileInfo
                && entry.LinkTarget is { } target
                && entry.ResolveLinkTarget(returnFinalTarget: true)!.FullName.StartsWith(folder, StringComparison.Ordinal))
            {
                AddLink(Image(entry), target);
            }
            else if (entry is FileInfo file)
            {
                AddFile(Image(file), file.FullName);
                if (file.Extension == ".so" || (file.UnixFileMode & UnixFileMode.UserExecute) != 0)
                {
                    loaded.Add(file.FullName);
                }
            }
        }

        await AddLibrariesAsync(loaded);

        string Image(FileSystemInfo entry) => path is null ? entry.FullName : path + entry.FullName[folder.Length..];
    }

    /// <summary>All of it, from the beginning.</summary>
    public async Task<Stream> CompleteAsync()
    {
        await _writer.DisposeAsync();
        _stream.Position = 0;
        return _stream;
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _stream.DisposeAsync();
    }

    //	linux-vdso.so.1 (0x00007ffc…)
    //	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f…)
    //	/lib64/ld-linux-x86-64.so.2 (0x00007f…)
    private async Task AddLibrariesAsync(IReadOnlyList<string> programs)
    {
        await using var ldd = ChildProcess.Start("ldd", programs);
        await ldd.ExitCodeAsync(Deadline.ServerReady); // 1 where one of them is a script
        foreach (var line in ldd.Output.Split('\n'))
        {
            if (line.StartsWith('\t') && line.IndexOf('/') is var start and >= 0)
            {
                var library = line[start..].Split(' ')[0];
                AddFile(library, library);
            }
        }
    }

    private void AddFile(string path, string source)
    {
        var file = new FileInfo(source);
        file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        using var content = file.OpenRead();
        Write(new PaxTarEntry(TarEntryType.RegularFile, Name(path))
        {
            Mode = (file.UnixFileMode & UnixFileMode.UserExecute) != 0 ? Executable : Readable,
            DataStream = content,
        });
    }

    private void Write(PaxTarEntry entry)
    {
        if (_paths.Add(entry.Name))
        {
            _writer.WriteEntry(entry);
        }
    }

    private static string Name(string path) => path.TrimStart('/');
}
