using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>How long a container lives.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Lifetime = {Lifetime}")]
public sealed class ContainerLifetimeAnnotation : IResourceAnnotation
{
    /// <summary>How long.</summary>
    public required ContainerLifetime Lifetime { get; set; }
}

/// <summary>Name of a container in the engine.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Name}")]
public sealed class ContainerNameAnnotation : IResourceAnnotation
{
    /// <summary>The name.</summary>
    public required string Name { get; set; }
}

/// <summary>When the image of a container is pulled.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, ImagePullPolicy = {ImagePullPolicy}")]
public sealed class ContainerImagePullPolicyAnnotation : IResourceAnnotation
{
    /// <summary>When.</summary>
    public required ImagePullPolicy ImagePullPolicy { get; set; }
}

/// <summary>Another name of a container in a network.</summary>
/// <param name="alias">The name.</param>
[DebuggerDisplay("Type = {GetType().Name,nq}, Alias = {Alias}, Network = {Network}")]
public sealed class ContainerNetworkAliasAnnotation(string alias) : IResourceAnnotation
{
    /// <summary>The name.</summary>
    public string Alias { get; } = alias ?? throw new ArgumentNullException(nameof(alias));

    /// <summary>The network; default that of the application's containers.</summary>
    public NetworkIdentifier Network { get; set; } = KnownNetworkIdentifiers.DefaultAspireContainerNetwork;
}

/// <summary>Files of another resource's image that are copied into this one's when it is published.</summary>
public sealed class ContainerFilesDestinationAnnotation : IResourceAnnotation
{
    /// <summary>The other resource.</summary>
    public required IResource Source { get; init; }

    /// <summary>Where they go.</summary>
    public required string DestinationPath { get; init; }
}

/// <summary>Files of a resource's image that others can copy when they are published.</summary>
public sealed class ContainerFilesSourceAnnotation : IResourceAnnotation
{
    /// <summary>Where they are.</summary>
    public required string SourcePath { get; init; }
}
