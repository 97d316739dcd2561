namespace Aspire.Hosting.ApplicationModel;

/// <summary>Selections from a model for publishing.</summary>
public static class DistributedApplicationModelExtensions
{
    /// <summary>The compute resources that are published.</summary>
    /// <param name="model">The model.</param>
    public static IEnumerable<IResource> GetComputeResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.Where(static resource =>
            resource is IComputeResource && !resource.IsExcludedFromPublish() && (resource.IsContainer() || resource is not ExecutableResource));
    }

    /// <summary>The resources whose image must be built.</summary>
    /// <param name="model">The model.</param>
    public static IEnumerable<IResource> GetBuildResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.Where(static resource => resource.RequiresImageBuild());
    }

    /// <summary>The resources whose image must be built and pushed.</summary>
    /// <param name="model">The model.</param>
    public static IEnumerable<IResource> GetBuildAndPushResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.Where(static resource => resource.RequiresImageBuildAndPush());
    }
}
