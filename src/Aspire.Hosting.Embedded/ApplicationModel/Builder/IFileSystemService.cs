namespace Aspire.Hosting;

/// <summary>Files and folders on the AppHost's machine.</summary>
public interface IFileSystemService
{
    /// <summary>Makes temporary files and folders.</summary>
    ITempFileSystemService TempDirectory { get; }
}
