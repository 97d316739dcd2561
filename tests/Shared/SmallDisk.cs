namespace Observability.Tests;

/// <summary>A small file system in memory, mounted for one test.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Filler = "filler";
    private readonly TemporaryFolder _folder = new();

    private SmallDisk()
    {
    }

    /// <summary>Where it is mounted.</summary>
    public string Path => _folder.Path;

    /// <summary>Mounts one; the test is skipped where this user may not.</summary>
    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        Requires.Root();
        var disk = new SmallDisk();
        var (exitCode, output) = await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=0700", "tmpfs", disk.Path);
        if (exitCode != 0)
        {
            disk._folder.Dispose();
            Requires.Missing($"a file system cannot be mounted here ({output.Trim()})");
        }

        return disk;
    }

    /// <summary>Writes a file until nothing fits any more.</summary>
    public void Fill()
    {
        var block = new byte[64 * 1024];
        using var file = new FileStream(_folder.Combine(Filler), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 1);
        for (var size = block.Length; size > 0;)
        {
            try
            {
                file.Write(block, 0, size);
            }
            catch (IOException)
            {
                size /= 2;
            }
        }
    }

    /// <summary>Makes room again.</summary>
    public void MakeRoom() => File.Delete(_folder.Combine(Filler));

    public void Dispose()
    {
        // Lazily: what is on its last legs may still hold a file.
        RunAsync("umount", "-l", Path).GetAwaiter().GetResult();
        _folder.Dispose();
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        await using var process = ChildProcess.Start(Requires.Tool(program, "mount"), arguments);
        return (await process.ExitCodeAsync(Deadline.InProcess), process.Output);
    }
}
