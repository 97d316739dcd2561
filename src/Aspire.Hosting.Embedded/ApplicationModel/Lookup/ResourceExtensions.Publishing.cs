using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.Embedded.Verbs;

namespace Aspire.Hosting.ApplicationModel;

public static partial class ResourceExtensions
{
    /// <summary>Finds the image of a container; where it is built, the built one.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="imageName">The image with registry and tag or digest, or null.</param>
    public static bool TryGetContainerImageName(this IResource resource, [NotNullWhen(true)] out string? imageName) =>
        resource.TryGetContainerImageName(useBuiltImage: true, out imageName);

    /// <summary>Finds the image of a container.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="useBuiltImage">True for the built one where the image is built.</param>
    /// <param name="imageName">The image with registry and tag or digest, or null.</param>
    public static bool TryGetContainerImageName(this IResource resource, bool useBuiltImage, [NotNullWhen(true)] out string? imageName)
    {
        if (useBuiltImage
            && resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build)
            && !string.IsNullOrEmpty(build.ImageName))
        {
            imageName = string.IsNullOrEmpty(build.ImageTag) ? build.ImageName : $"{build.ImageName}:{build.ImageTag}";
            return true;
        }

        imageName = resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image) ? image.Reference : null;
        return imageName is not null;
    }

    /// <summary>True where the resource is left out of all that is published.</summary>
    /// <param name="resource">The resource.</param>
    public static bool IsExcludedFromPublish(this IResource resource) =>
        resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var annotation) && annotation.Callback is null;

    /// <summary>True where the resource is published and its image must be built: a project, or one with a Dockerfile.</summary>
    /// <param name="resource">The resource.</param>
    public static bool RequiresImageBuild(this IResource resource) =>
        !resource.IsExcludedFromPublish() && (resource is ProjectResource || resource.HasAnnotationOfType<DockerfileBuildAnnotation>());

    /// <summary>True where the image must be built and is not only a source of files for others.</summary>
    /// <param name="resource">The resource.</param>
    public static bool RequiresImageBuildAndPush(this IResource resource) =>
        resource.RequiresImageBuild()
        && !(resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build) && !build.HasEntrypoint);

    /// <summary>The compute environment that the resource was assigned to; null where it belongs to any.</summary>
    /// <param name="resource">The resource.</param>
    public static IComputeEnvironmentResource? GetComputeEnvironment(this IResource resource) =>
        resource.TryGetLastAnnotation<ComputeEnvironmentAnnotation>(out var annotation) ? annotation.ComputeEnvironment : null;

    /// <summary>What a compute environment deploys for the resource; null for nothing.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="targetComputeEnvironment">The environment; null for the one the resource was assigned to, or the only one.</param>
    /// <exception cref="InvalidOperationException">Several environments deploy it, and it was assigned to none.</exception>
    public static DeploymentTargetAnnotation? GetDeploymentTargetAnnotation(
        this IResource resource, IComputeEnvironmentResource? targetComputeEnvironment = null)
    {
        if (!resource.TryGetAnnotationsOfType<DeploymentTargetAnnotation>(out var targets))
        {
            return null;
        }

        if ((targetComputeEnvironment ?? resource.GetComputeEnvironment()) is { } wanted)
        {
            return targets.LastOrDefault(target => target.ComputeEnvironment == wanted);
        }

        var environments = targets.Select(static target => target.ComputeEnvironment).Distinct().ToList();
        return environments.Count == 1
            ? targets.Last()
            : throw new InvalidOperationException(
                $"Resource '{resource.Name}' is deployed by several compute environments ("
                + $"{string.Join(", ", environments.Select(static environment => environment?.Name))}). Choose one with WithComputeEnvironment.");
    }
}
