namespace Aspire.Hosting.ApplicationModel;

/// <summary>Questions about .NET projects.</summary>
public static class ProjectResourceExtensions
{
    /// <summary>The project resources of a model.</summary>
    /// <param name="model">The model.</param>
    public static IEnumerable<ProjectResource> GetProjectResources(this DistributedApplicationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Resources.OfType<ProjectResource>();
    }

    /// <summary>Where a project lies and how it is launched.</summary>
    /// <param name="projectResource">The project.</param>
    /// <exception cref="InvalidOperationException">The resource has no <see cref="IProjectMetadata"/>.</exception>
    public static IProjectMetadata GetProjectMetadata(this ProjectResource projectResource)
    {
        ArgumentNullException.ThrowIfNull(projectResource);
        return projectResource.TryGetLastAnnotation<IProjectMetadata>(out var metadata)
            ? metadata
            : throw new InvalidOperationException($"Project resource '{projectResource.Name}' has no project metadata. Add it with AddProject.");
    }
}
