namespace Aspire.Hosting;

/// <summary>Makes temporary files and folders that only the current user can read.</summary>
public interface ITempFileSystemService
{
    /// <summary>Creates an empty folder with a unique name.</summary>
    /// <param name="prefix">Start of the folder's name, or null.</param>
    /// <returns>The folder; disposing of it deletes it with its content.</returns>
    TempDirectory CreateTempSubdirectory(string? prefix = null);

    /// <summary>Creates an empty file.</summary>
    /// <param name="fileName">Name of the file inside a unique folder, or null for a unique name.</param>
    /// <returns>The file; disposing of it deletes it.</returns>
    TempFile CreateTempFile(string? fileName = null);
}
