namespace Aspire.Hosting.Embedded.Dcp.Model;

/// <summary>A container.</summary>
internal sealed class DcpContainer : DcpObject
{
    /// <summary>Where the API keeps these.</summary>
    public const string Plural = "containers";

    /// <inheritdoc />
    public override string Kind => "Container";

    /// <summary>What to run.</summary>
    public DcpContainerSpec Spec { get; init; } = new();

    /// <summary>What became of it; null until DCP has looked at the object.</summary>
    public DcpContainerStatus? Status { get; init; }
}

/// <summary>What to run. Arguments and values of variables are Go templates, see <see cref="DcpTemplate"/>.</summary>
internal sealed class DcpContainerSpec
{
    /// <summary>Value of <see cref="Mode"/> for a container that outlives the session.</summary>
    public const string Persistent = "persistent";

    /// <summary>Image reference; null where the image is built.</summary>
    public string? Image { get; init; }

    /// <summary>How the image is built; null where it is pulled.</summary>
    public DcpContainerBuild? Build { get; init; }

    /// <summary>Name in the engine; DCP makes one up when null. Required for a persistent container.</summary>
    public string? ContainerName { get; init; }

    /// <summary>Replaces the image's ENTRYPOINT.</summary>
    public string? Command { get; init; }

    /// <summary>Replaces the image's CMD.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>Variables.</summary>
    public IReadOnlyList<DcpNameValue>? Env { get; init; }

    /// <summary>Published ports.</summary>
    public IReadOnlyList<DcpContainerPort>? Ports { get; init; }

    /// <summary>Bind mounts and volumes.</summary>
    public IReadOnlyList<DcpVolumeMount>? VolumeMounts { get; init; }

    /// <summary>Networks by the names of their objects; the engine's default network when null.</summary>
    public IReadOnlyList<DcpContainerNetworkConnection>? Networks { get; init; }

    /// <summary><see cref="Persistent"/>, or null for one that ends with the session.</summary>
    public string? Mode { get; init; }

    /// <summary><c>missing</c> (default), <c>always</c> or <c>never</c>.</summary>
    public string? PullPolicy { get; init; }

    /// <summary>More arguments of the engine's <c>create</c> command.</summary>
    public IReadOnlyList<string>? RunArgs { get; init; }

    /// <summary>Files that are put into the container before it starts.</summary>
    public IReadOnlyList<DcpCreateFiles>? CreateFiles { get; init; }
}

/// <summary>How an image is built.</summary>
internal sealed class DcpContainerBuild
{
    /// <summary>Directory whose files the build sees.</summary>
    public string Context { get; init; } = "";

    /// <summary>Path of the Dockerfile.</summary>
    public string? Dockerfile { get; init; }

    /// <summary>Names for the image.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Build arguments.</summary>
    public IReadOnlyList<DcpNameValue>? Args { get; init; }

    /// <summary>Secrets that the build may mount.</summary>
    public IReadOnlyList<DcpBuildSecret>? Secrets { get; init; }

    /// <summary>Stage at which the build ends.</summary>
    public string? Stage { get; init; }
}

/// <summary>A secret that a build may mount.</summary>
/// <param name="Type"><c>env</c> or <c>file</c>.</param>
/// <param name="Id">Its name in the Dockerfile.</param>
/// <param name="Source">Path of the file, for <c>file</c>.</param>
/// <param name="Value">The secret, for <c>env</c>.</param>
internal sealed record DcpBuildSecret(string Type, string Id, string? Source, string? Value);

/// <summary>A published port.</summary>
/// <param name="ContainerPort">Port in the container.</param>
/// <param name="HostPort">Port on this machine; the engine takes a free one when null.</param>
/// <param name="Protocol"><c>TCP</c> or <c>UDP</c>.</param>
/// <param name="HostIP">Address on this machine.</param>
internal sealed record DcpContainerPort(int ContainerPort, int? HostPort, string Protocol, string HostIP);

/// <summary>A bind mount or volume.</summary>
/// <param name="Type"><c>bind</c> or <c>volume</c>.</param>
/// <param name="Source">Path on this machine, or the volume's name; null for an unnamed volume.</param>
/// <param name="Target">Path in the container.</param>
/// <param name="ReadOnly">Whether the container may only read it.</param>
internal sealed record DcpVolumeMount(string Type, string? Source, string Target, bool ReadOnly);

/// <summary>A network that a container is in.</summary>
/// <param name="Name">Name of the ContainerNetwork object.</param>
/// <param name="Aliases">Host names of the container in it.</param>
internal sealed record DcpContainerNetworkConnection(string Name, IReadOnlyList<string> Aliases);

/// <summary>Files that are put into a container before it starts. Modes are decimal numbers: 0644 is 420.</summary>
internal sealed class DcpCreateFiles
{
    /// <summary>Directory in the container.</summary>
    public string Destination { get; init; } = "";

    /// <summary>User id of what has none of its own.</summary>
    public int? DefaultOwner { get; init; }

    /// <summary>Group id of what has none of its own.</summary>
    public int? DefaultGroup { get; init; }

    /// <summary>Bits that are taken from the default mode.</summary>
    public int? Umask { get; init; }

    /// <summary>Files and directories.</summary>
    public IReadOnlyList<DcpFileEntry> Entries { get; init; } = [];
}

/// <summary>A file or directory that is put into a container.</summary>
internal sealed class DcpFileEntry
{
    /// <summary><c>file</c>, <c>directory</c> or <c>openssl</c>.</summary>
    public string Type { get; init; } = "file";

    /// <summary>Name in its directory.</summary>
    public string Name { get; init; } = "";

    /// <summary>User id.</summary>
    public int? Owner { get; init; }

    /// <summary>Group id.</summary>
    public int? Group { get; init; }

    /// <summary>Mode; null for the default.</summary>
    public int? Mode { get; init; }

    /// <summary>File on this machine.</summary>
    public string? Source { get; init; }

    /// <summary>Text of the file.</summary>
    public string? Contents { get; init; }

    /// <summary>Whether the container starts without the file when it cannot be put there.</summary>
    public bool? ContinueOnError { get; init; }

    /// <summary>What is in the directory.</summary>
    public IReadOnlyList<DcpFileEntry>? Entries { get; init; }
}

/// <summary>What became of a container.</summary>
internal sealed class DcpContainerStatus
{
    /// <summary>
    /// Pending, RuntimeUnhealthy, Building, Starting, Running, Paused, Stopping, Exited, FailedToStart, NotFound or
    /// Unknown; null at first.
    /// </summary>
    public string? State { get; init; }

    /// <summary>The engine's id.</summary>
    public string? ContainerId { get; init; }

    /// <summary>The engine's name.</summary>
    public string? ContainerName { get; init; }

    /// <summary>When it was started.</summary>
    public DateTime? StartupTimestamp { get; init; }

    /// <summary>When it ended.</summary>
    public DateTime? FinishTimestamp { get; init; }

    /// <summary>Its exit code; -1 where the engine knows none.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Why it failed to start.</summary>
    public string? Message { get; init; }

    /// <summary>Its variables, templates replaced.</summary>
    public IReadOnlyList<DcpNameValue>? EffectiveEnv { get; init; }

    /// <summary>Its arguments, templates replaced.</summary>
    public IReadOnlyList<string>? EffectiveArgs { get; init; }
}
