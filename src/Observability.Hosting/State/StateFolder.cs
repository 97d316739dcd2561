using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting;

namespace Observability.Hosting.State;

/// <summary>
/// Where a run keeps files: <c>.observability/run-…</c>, deleted at its end, or <c>.observability/data</c>, which stays
/// and belongs to one run at a time. What a crashed run left behind goes at the next start.
/// </summary>
internal sealed class StateFolder : IDisposable
{
    private const string RunPrefix = "run-";
    private const string LockFile = "lock";
    private const string OwnerFile = "owner";
    private const int VolumeSuffixLength = 8;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly string _base;
    private readonly bool _persist;
    private FileStream? _lock;

    /// <summary>Names the folder; nothing is made before <see cref="Open"/>.</summary>
    public StateFolder(string baseFolder, bool persist)
    {
        _base = baseFolder;
        _persist = persist;
        Root = Path.Combine(baseFolder, persist ? "data" : RunPrefix + RandomNumberGenerator.GetHexString(8, lowercase: true));
    }

    /// <summary>The run's own folder.</summary>
    public string Root { get; }

    /// <summary>Folder that outlives every run and holds nothing of value.</summary>
    public string Cache => Path.Combine(_base, "cache");

    /// <summary>Folder of the resources' console logs.</summary>
    public string Logs => Path.Combine(Root, "logs");

    /// <summary>The folder that takes the place of <c>/</c> for one server.</summary>
    public string ForResource(string name) => Path.Combine(Root, name);

    /// <summary>
    /// The volume that keeps a container's data. An engine has one set of names for all that use it: two folders with state, which are two
    /// stacks, must not share data.
    /// </summary>
    public string VolumeFor(string name)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)));
        return $"{name}-data-{hash[..VolumeSuffixLength]}";
    }

    /// <summary>Makes the folder, readable by its owner only, and takes it for this run.</summary>
    /// <exception cref="DistributedApplicationException">It belongs to another run, or it cannot be written.</exception>
    public void Open()
    {
        if (_lock is not null)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(_base);
            RemoveLeftovers();
            CreateOwnerOnly(Root);
            _lock = Take();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(Root, error);
        }
    }

    /// <summary>Writes one file for a server, making the folders above it.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be written, for instance because the disk is full.</exception>
    public static void Write(string resource, string path, string text, bool sensitive)
    {
        const UnixFileMode SensitiveMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        const UnixFileMode PlainMode = SensitiveMode | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // A half-written file must never be read as a whole one: write beside it, then rename.
            var draft = path + ".new";
            File.Delete(draft);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = sensitive ? SensitiveMode : PlainMode;
            }

            using (var writer = new StreamWriter(draft, options))
            {
                writer.Write(text);
            }

            File.Move(draft, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"{resource}: {Unwritable(path, error).Message}", error);
        }
    }

    /// <summary>Gives the folder back: an ephemeral one is deleted, a persistent one is free for the next run.</summary>
    public void Dispose()
    {
        if (_lock is null)
        {
            return;
        }

        _lock.Dispose();
        _lock = null;
        if (_persist)
        {
            File.Delete(Path.Combine(Root, OwnerFile));
        }
        else
        {
            TryDelete(Root);
        }
    }

    private static DistributedApplicationException Unwritable(string path, Exception error) =>
        new($"state folder: {path} cannot be written ({error.Message}). Free space there, or name another folder in Stack:StateFolder.", error);

    private FileStream Take()
    {
        var owner = Path.Combine(Root, OwnerFile);
        FileStream stream;
        try
        {
            stream = new FileStream(Path.Combine(Root, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (File.Exists(owner))
        {
            throw new DistributedApplicationException(
                $"stack: Stack:Persist: {Root} is in use by another run (process {File.ReadAllText(owner)}). "
                + "Stop that run, start this one without --persist, or name another folder in Stack:StateFolder.",
                error);
        }

        try
        {
            File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return stream;
        }
        catch (IOException)
        {
            // A full disk takes the file and not what is in it.
            stream.Dispose();
            if (!_persist)
            {
                TryDelete(Root);
            }

            throw;
        }
    }

    private static void CreateOwnerOnly(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
        }
    }

    private void RemoveLeftovers()
    {
        foreach (var folder in Directory.EnumerateDirectories(_base, RunPrefix + "*"))
        {
            try
            {
                // A lock goes with the process that held it, whoever bears its process number since.
                using (new FileStream(Path.Combine(folder, LockFile), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Locked by a live run, not locked yet by one that is just starting, or another user's.
                continue;
            }

            TryDelete(folder);
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A process that is on its last legs may still hold a file; the next start removes the rest.
            Debug.WriteLine(error);
        }
    }
}
