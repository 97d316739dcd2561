using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>
/// What a server is in a cluster beside what it is on the laptop too: what it needs, what it may and what it does to its node.
/// From it and from the model the pod follows; whatever is not said is the strictest that Kubernetes knows.
/// </summary>
/// <param name="CpuMillicores">
/// Processor time that the scheduler keeps free, in thousandths of a core. There is no limit: one would slow a server down while its
/// node idles.
/// </param>
/// <param name="MemoryMiB">Memory that the scheduler keeps free, in MiB.</param>
/// <param name="MemoryLimitMiB">Memory at which it is ended, in MiB.</param>
public sealed record Workload(int CpuMillicores, int MemoryMiB, int MemoryLimitMiB) : IResourceAnnotation
{
    /// <summary>
    /// Size of its volume in GiB; 0 (default) where it has none: the data folder then lives as long as the pod, or on the node where
    /// it runs on every node as root.
    /// </summary>
    public int StorageGiB { get; init; }

    /// <summary>How many there are. Default: 1. More than one needs a server that shares nothing with its like.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>How long it may take until it is ready for the first time. Default: one minute.</summary>
    public TimeSpan Startup { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Time that it is given to end, in seconds. Default: 30, as in Kubernetes.</summary>
    public int TerminationSeconds { get; init; } = 30;

    /// <summary>Program and first arguments in place of the image's own entry point; empty (default) for that.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Folders that it writes to and that nobody needs to keep. Default: <c>/tmp</c>.</summary>
    public IReadOnlyList<string> ScratchFolders { get; init; } = ["/tmp"];

    /// <summary>Folders of the image that have files which must stay: configuration files are put there one by one.</summary>
    public IReadOnlyList<string> ImageFolders { get; init; } = [];

    /// <summary>True (default) where it writes to none of the image's own folders, which are then read-only.</summary>
    public bool HasReadOnlyImage { get; init; } = true;

    /// <summary>What it may do with the cluster's API; empty (default) for nothing, and then it gets no token.</summary>
    public IReadOnlyList<ApiRule> ApiRules { get; init; } = [];

    /// <summary>Folders of the node that it reads, and where; see also <see cref="NodeAgentAnnotation"/>.</summary>
    public IReadOnlyList<NodeFolder> NodeFolders { get; init; } = [];

    /// <summary>True where it needs the node's own network and processes. Default: false.</summary>
    public bool SharesNode { get; init; }

    /// <summary>True where it asks the kubelets of all nodes. Default: false.</summary>
    public bool AsksKubelets { get; init; }

    /// <summary>True where it calls servers outside the cluster, by HTTPS. Default: false.</summary>
    public bool CallsOut { get; init; }

    /// <summary>
    /// True where it asks people who they are. What lets everybody in gets no host name on the internet; people reach it with
    /// <c>kubectl port-forward</c>. Default: false.
    /// </summary>
    public bool AsksWhoComes { get; init; }
}
