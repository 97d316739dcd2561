using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Questions about containers.</summary>
public static class ContainerResourceExtensions
{
    /// <summary>The resources that are run as containers.</summary>
    /// <param name="model">The model.</param>
    public static IEnumerable<IResource> GetContainerResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.Where(static resource => resource.IsContainer());
    }

    /// <summary>
    /// True for a resource that has an image. The type does not decide: a process may be published, or run, as a
    /// container by giving it one.
    /// </summary>
    /// <param name="resource">The resource.</param>
    public static bool IsContainer(this IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.HasAnnotationOfType<ContainerImageAnnotation>();
    }
}
