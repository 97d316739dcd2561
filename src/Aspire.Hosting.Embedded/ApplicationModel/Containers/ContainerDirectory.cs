namespace Aspire.Hosting.ApplicationModel;

/// <summary>A folder that is put into a container before it starts.</summary>
public sealed class ContainerDirectory : ContainerFileSystemItem
{
    /// <summary>What is in it; default nothing.</summary>
    public IEnumerable<ContainerFileSystemItem> Entries { get; set; } = [];

    /// <summary>Makes items from a file, or from the content of a folder, on this machine. Their order does not depend on the machine.</summary>
    /// <param name="path">Path of the file or folder.</param>
    /// <param name="searchPattern">Names of the files that are taken; default all.</param>
    /// <param name="searchOptions">Whether folders in it are taken too; default not.</param>
    /// <param name="updateItem">Changes each item, for example its owner.</param>
    /// <exception cref="InvalidOperationException">There is nothing at the path.</exception>
    public static IEnumerable<ContainerFileSystemItem> GetFileSystemItemsFromPath(
        string path,
        string searchPattern = "*",
        SearchOption searchOptions = SearchOption.TopDirectoryOnly,
        Action<ContainerFileSystemItem>? updateItem = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var fullPath = Path.GetFullPath(path);
        if (Directory.Exists(fullPath))
        {
            return ReadDirectory(fullPath, searchPattern, searchOptions, updateItem);
        }

        return File.Exists(fullPath)
            ? [ReadFile(fullPath, updateItem)]
            : throw new InvalidOperationException($"There is no file or folder at '{fullPath}'.");
    }

    private static List<ContainerFileSystemItem> ReadDirectory(
        string path, string searchPattern, SearchOption searchOptions, Action<ContainerFileSystemItem>? updateItem)
    {
        var items = new List<ContainerFileSystemItem>();
        foreach (var file in Sorted(Directory.GetFiles(path, searchPattern)))
        {
            items.Add(ReadFile(file, updateItem));
        }

        if (searchOptions == SearchOption.TopDirectoryOnly)
        {
            return items;
        }

        foreach (var directory in Sorted(Directory.GetDirectories(path)))
        {
            // A folder without a file that is wanted is left out.
            var entries = ReadDirectory(directory, searchPattern, searchOptions, updateItem);
            if (entries.Count > 0)
            {
                var item = new ContainerDirectory { Name = Path.GetFileName(directory), Entries = entries };
                updateItem?.Invoke(item);
                items.Add(item);
            }
        }

        return items;
    }

    private static ContainerFile ReadFile(string path, Action<ContainerFileSystemItem>? updateItem)
    {
        var file = new ContainerFile { Name = Path.GetFileName(path), SourcePath = path };
        updateItem?.Invoke(file);
        return file;
    }

    private static string[] Sorted(string[] paths)
    {
        Array.Sort(paths, StringComparer.Ordinal);
        return paths;
    }
}
