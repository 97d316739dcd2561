namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project. Where it lies is an <see cref="IProjectMetadata"/> annotation.</summary>
/// <param name="name">Name of the resource.</param>
public class ProjectResource(string name)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport, IResourceWithProbes,
        IComputeResource, IContainerFilesDestinationResource
{
}
