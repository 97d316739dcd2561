using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Verbs;

namespace Aspire.Hosting;

public static partial class ContainerResourceBuilderExtensions
{
    private const string DefaultTag = "latest";

    /// <summary>
    /// Sets the image (<c>[registry/]image[:tag][@sha256:digest]</c>) and the tag, which is <c>latest</c> when neither
    /// names one. A registry set earlier stays unless <paramref name="image"/> names another.
    /// </summary>
    /// <exception cref="DistributedApplicationException">
    /// Both <paramref name="image"/> and <paramref name="tag"/> name a tag or digest, or the image is malformed.
    /// </exception>
    public static IResourceBuilder<T> WithImage<T>(this IResourceBuilder<T> builder, string image, string? tag = null)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(image);

        var reference = ImageReference.Parse(image);
        if (tag is not null && (reference.Tag is not null || reference.Sha256 is not null))
        {
            throw new DistributedApplicationException(
                $"Resource '{builder.Resource.Name}': the tag '{tag}' is given although the image '{image}' already names one. Give it once.");
        }

        var effectiveTag = reference.Sha256 is null ? tag ?? reference.Tag ?? DefaultTag : null;
        if (LastOf<DockerfileBuildAnnotation>(builder.Resource) is { } build)
        {
            // The image is built here; only its name is free.
            build.ImageName = reference.Image;
            build.ImageTag = effectiveTag;
        }

        if (LastOf<ContainerImageAnnotation>(builder.Resource) is not { } annotation)
        {
            annotation = new ContainerImageAnnotation { Image = reference.Image };
            builder.WithAnnotation(annotation);
        }

        annotation.Registry = reference.Registry ?? annotation.Registry;
        annotation.Image = reference.Image;
        SetVersion(annotation, effectiveTag, reference.Sha256);
        return builder;
    }

    /// <summary>Sets the tag of the image; a digest set earlier is dropped.</summary>
    /// <exception cref="DistributedApplicationException">The resource has no image yet.</exception>
    public static IResourceBuilder<T> WithImageTag<T>(this IResourceBuilder<T> builder, string tag)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        SetVersion(RequireImage(builder, nameof(WithImageTag)), tag, sha256: null);
        if (LastOf<DockerfileBuildAnnotation>(builder.Resource) is { } build)
        {
            build.ImageTag = tag;
        }

        return builder;
    }

    /// <summary>Sets the registry of the image, for example <c>ghcr.io</c>; null for the engine's default.</summary>
    /// <exception cref="DistributedApplicationException">The resource has no image yet.</exception>
    public static IResourceBuilder<T> WithImageRegistry<T>(this IResourceBuilder<T> builder, string? registry)
        where T : ContainerResource
    {
        RequireImage(builder, nameof(WithImageRegistry)).Registry = registry;
        return builder;
    }

    /// <summary>Pins the image to a digest (the hash without <c>sha256:</c>); a tag set earlier is dropped.</summary>
    /// <exception cref="DistributedApplicationException">The resource has no image yet.</exception>
    public static IResourceBuilder<T> WithImageSHA256<T>(this IResourceBuilder<T> builder, string sha256)
        where T : ContainerResource
    {
        ArgumentException.ThrowIfNullOrEmpty(sha256);
        SetVersion(RequireImage(builder, nameof(WithImageSHA256)), tag: null, sha256);
        return builder;
    }

    /// <summary>Chooses when the engine pulls the image; the default is the engine's own (pull what is missing).</summary>
    public static IResourceBuilder<T> WithImagePullPolicy<T>(this IResourceBuilder<T> builder, ImagePullPolicy pullPolicy)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(
            new ContainerImagePullPolicyAnnotation { ImagePullPolicy = pullPolicy },
            ResourceAnnotationMutationBehavior.Replace);
    }

    private static void SetVersion(ContainerImageAnnotation annotation, string? tag, string? sha256)
    {
        annotation.Tag = null;
        annotation.SHA256 = null;
        if (sha256 is not null)
        {
            annotation.SHA256 = sha256;
        }
        else
        {
            annotation.Tag = tag;
        }
    }

    private static ContainerImageAnnotation RequireImage<T>(IResourceBuilder<T> builder, string verb)
        where T : ContainerResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return LastOf<ContainerImageAnnotation>(builder.Resource) ?? throw new DistributedApplicationException(
            $"Resource '{builder.Resource.Name}' has no image. Call {nameof(WithImage)} before {verb}.");
    }

    private static TAnnotation? LastOf<TAnnotation>(IResource resource)
        where TAnnotation : class, IResourceAnnotation
        => resource.Annotations.OfType<TAnnotation>().LastOrDefault();
}
