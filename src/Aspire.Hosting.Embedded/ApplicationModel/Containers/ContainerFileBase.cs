namespace Aspire.Hosting.ApplicationModel;

/// <summary>A file that is put into a container before it starts.</summary>
public abstract class ContainerFileBase : ContainerFileSystemItem
{
    /// <summary>The content; null where it comes from <see cref="SourcePath"/>.</summary>
    public string? Contents { get; set; }

    /// <summary>Path of a file on this machine with the content; null where it is <see cref="Contents"/>.</summary>
    public string? SourcePath { get; set; }

    /// <summary>True where the container starts even if the file cannot be put there; null (the default) for no.</summary>
    public bool? ContinueOnError { get; set; }
}
