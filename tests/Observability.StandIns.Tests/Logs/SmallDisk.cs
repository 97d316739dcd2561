namespace Observability.StandIns.Tests.Logs;

/// <summary>A disk of a few megabytes, in memory; mounting one needs root.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private const string Size = "4m";
    private readonly TemporaryFolder _folder = new();

    private SmallDisk()
    {
    }

    /// <summary>Where it is mounted.</summary>
    public string Path => _folder.Path;

    /// <summary>Mounts one, or skips the test.</summary>
    public static async Task<SmallDisk> MountAsync()
    {
        Requires.Root();
        var disk = new SmallDisk();
        await using var mount = ChildProcess.Start("mount", ["-t", "tmpfs", "-o", $"size={Size}", "tmpfs", disk.Path]);
        if (await mount.ExitCodeAsync(Deadline.InProcess) != 0)
        {
            disk._folder.Dispose();
            Requires.Missing($"a small disk cannot be mounted here: {mount.Output.Trim()}");
        }

        return disk;
    }

    public async ValueTask DisposeAsync()
    {
        await using var unmount = ChildProcess.Start("umount", ["--lazy", Path]);
        await unmount.ExitCodeAsync(Deadline.InProcess);
        _folder.Dispose();
    }
}
