namespace Aspire.Hosting.ApplicationModel;

/// <summary>Files that are put into a container before it starts.</summary>
public sealed class ContainerFileSystemCallbackAnnotation : IResourceAnnotation
{
    /// <summary>Absolute path in the container.</summary>
    public required string DestinationPath { get; init; }

    /// <summary>Makes the files.</summary>
    public required Func<ContainerFileSystemCallbackContext, CancellationToken, Task<IEnumerable<ContainerFileSystemItem>>> Callback { get; init; }

    /// <summary>Numeric user id that owns what names no other; null for root.</summary>
    public int? DefaultOwner { get; init; }

    /// <summary>Numeric group id that owns what names no other; null for root.</summary>
    public int? DefaultGroup { get; init; }

    /// <summary>Permissions that are taken away from the default ones; null for 022.</summary>
    public UnixFileMode? Umask { get; set; }
}
