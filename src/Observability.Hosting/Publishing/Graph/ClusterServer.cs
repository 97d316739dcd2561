using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Publishing.Graph;

/// <summary>A server as a cluster gets it, with every value decided.</summary>
internal sealed class ClusterServer
{
    /// <summary>The server.</summary>
    public required IResource Resource { get; init; }

    /// <summary>Name of all its objects.</summary>
    public required string Name { get; init; }

    /// <summary>Its namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>What it needs and may.</summary>
    public required Workload Workload { get; init; }

    /// <summary>Image with registry and tag or digest.</summary>
    public required string Image { get; init; }

    /// <summary>User of the image.</summary>
    public required int UserId { get; init; }

    /// <summary>Group of the image.</summary>
    public required int GroupId { get; init; }

    /// <summary>Program in place of the image's; empty for that.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Arguments.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>Environment, in the order in which one variable may use another.</summary>
    public required IReadOnlyList<ClusterVariable> Variables { get; init; }

    /// <summary>Configuration files.</summary>
    public required IReadOnlyList<ClusterFile> Files { get; init; }

    /// <summary>What it listens on.</summary>
    public required IReadOnlyList<ClusterPort> Ports { get; init; }

    /// <summary>How it is asked how it is; null where nobody said.</summary>
    public required ProbesAnnotation? Probes { get; init; }

    /// <summary>Folder whose content is kept, or null.</summary>
    public required string? DataFolder { get; init; }

    /// <summary>Folders of the node that it reads.</summary>
    public required IReadOnlyList<NodeFolder> NodeFolders { get; init; }

    /// <summary>True where there is one on every node.</summary>
    public bool IsOnEveryNode => Resource.IsOnEveryNode();

    /// <summary>True where it keeps a volume.</summary>
    public bool HasVolume => !IsOnEveryNode && DataFolder is not null && Workload.StorageGiB > 0;

    /// <summary>What is done to it once, or null.</summary>
    public required ClusterSetUp? SetUp { get; init; }

    /// <summary>Annotations by which discovery finds its metrics.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> ScrapeAnnotations { get; init; }

    /// <summary>What software it is, without registry and tag.</summary>
    public string Software => Image.Split('@')[0].Split('/')[^1].Split(':')[0];

    /// <summary>Version of the software; null where the image is named by digest alone.</summary>
    public string? Version => Image.Split('@')[0].Split('/')[^1].Split(':') is [_, var tag] ? tag : null;
}
