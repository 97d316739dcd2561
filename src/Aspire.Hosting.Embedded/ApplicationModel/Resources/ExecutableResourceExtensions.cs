using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Questions about processes.</summary>
public static class ExecutableResourceExtensions
{
    /// <summary>The process resources of a model.</summary>
    /// <param name="model">The model.</param>
    public static IEnumerable<ExecutableResource> GetExecutableResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.OfType<ExecutableResource>();
    }
}
