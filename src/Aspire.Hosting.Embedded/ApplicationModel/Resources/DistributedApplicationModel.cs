using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>All resources of an application.</summary>
public class DistributedApplicationModel
{
    /// <summary>Creates a model over a collection, which it does not copy.</summary>
    /// <param name="resources">The resources.</param>
    public DistributedApplicationModel(IResourceCollection resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        Resources = resources;
    }

    /// <summary>Creates a model from a copy of a sequence.</summary>
    /// <param name="resources">The resources.</param>
    /// <exception cref="DistributedApplicationException">Two have the same name.</exception>
    public DistributedApplicationModel(IEnumerable<IResource> resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        Resources = new ResourceCollection(resources);
    }

    /// <summary>The resources in the order in which they were added.</summary>
    public IResourceCollection Resources { get; }
}
