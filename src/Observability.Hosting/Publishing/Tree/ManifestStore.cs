using System.Text;

namespace Observability.Hosting.Publishing.Tree;

/// <summary>
/// The published files on disk. What has not changed is not touched; what is not published any more is deleted where its first line says
/// that it was ours.
/// </summary>
internal static class ManifestStore
{
    private const UnixFileMode Plain = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Plain | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes files below a folder.</summary>
    /// <param name="root">The output folder.</param>
    /// <param name="folder">The folder below it that holds these files and nothing else.</param>
    /// <param name="files">The files.</param>
    /// <returns>How many were written and deleted.</returns>
    public static (int Written, int Deleted) Write(string root, string folder, IReadOnlyList<ManifestFile> files)
    {
        var changes = Compare(root, folder, files);
        foreach (var parent in changes.Where(change => change.New is not null).Select(change => Path.GetDirectoryName(change.Path)!).Distinct(StringComparer.Ordinal))
        {
            Directory.CreateDirectory(Path.Combine(root, parent));
        }

        Parallel.ForEach(changes, change => Apply(Path.Combine(root, change.Path), change));
        if (changes.Any(change => change.New is null))
        {
            DeleteEmptyFolders(Path.Combine(root, folder));
        }

        return (changes.Count(change => change.New is not null), changes.Count(change => change.New is null));
    }

    /// <summary>What would change, in the order of the paths.</summary>
    public static IReadOnlyList<ManifestChange> Compare(string root, string folder, IReadOnlyList<ManifestFile> files)
    {
        var changes = new List<ManifestChange>();
        foreach (var file in files)
        {
            var path = Path.Combine(root, file.Path);
            var old = File.Exists(path) ? File.ReadAllText(path) : null;
            if (old != file.Text && !(file.IsOnlyWrittenOnce && old is not null))
            {
                changes.Add(new ManifestChange(file.Path, old, file.Text, file.IsExecutable));
            }
        }

        var known = files.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        changes.AddRange(FindOurs(root, folder, known)
            .Select(path => new ManifestChange(path, File.ReadAllText(Path.Combine(root, path)), null, IsExecutable: false)));
        return [.. changes.OrderBy(change => change.Path, StringComparer.Ordinal)];
    }

    private static void Apply(string path, ManifestChange change)
    {
        if (change.New is null)
        {
            File.Delete(path);
            return;
        }

        // As a whole or not at all.
        var unfinished = path + ".tmp";
        File.WriteAllText(unfinished, change.New, s_encoding);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(unfinished, change.IsExecutable ? Executable : Plain);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    private static IEnumerable<string> FindOurs(string root, string folder, HashSet<string> known)
    {
        var full = Path.Combine(root, folder);
        if (!Directory.Exists(full))
        {
            yield break;
        }

        foreach (var file in Directory.EnumerateFiles(full, "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/');
            if (known.Contains(path))
            {
                continue;
            }

            using var reader = new StreamReader(file);
            var first = reader.ReadLine();
            first = first?.StartsWith("#!", StringComparison.Ordinal) == true ? reader.ReadLine() : first;
            if (first?.EndsWith(ManifestFile.Command, StringComparison.Ordinal) == true)
            {
                yield return path;
            }
        }
    }

    private static void DeleteEmptyFolders(string folder)
    {
        foreach (var below in Directory.Exists(folder) ? Directory.GetDirectories(folder) : [])
        {
            DeleteEmptyFolders(below);
            if (!Directory.EnumerateFileSystemEntries(below).Any())
            {
                Directory.Delete(below);
            }
        }
    }
}
