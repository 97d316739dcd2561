namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a compute environment deploys for a resource.</summary>
/// <param name="target">The resource that is deployed.</param>
public sealed class DeploymentTargetAnnotation(IResource target) : IResourceAnnotation
{
    /// <summary>The resource that is deployed.</summary>
    public IResource DeploymentTarget { get; set; } = target ?? throw new ArgumentNullException(nameof(target));

    /// <summary>The environment it is deployed to.</summary>
    public IComputeEnvironmentResource? ComputeEnvironment { get; set; }

    /// <summary>The registry its image is pushed to.</summary>
    public IContainerRegistry? ContainerRegistry { get; set; }
}
