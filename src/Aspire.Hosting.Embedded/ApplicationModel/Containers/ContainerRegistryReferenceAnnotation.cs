namespace Aspire.Hosting.ApplicationModel;

/// <summary>The registry that a resource's image is pushed to.</summary>
/// <param name="registry">The registry.</param>
public class ContainerRegistryReferenceAnnotation(IContainerRegistry registry) : IResourceAnnotation
{
    /// <summary>The registry.</summary>
    public IContainerRegistry Registry { get; } = registry;
}
