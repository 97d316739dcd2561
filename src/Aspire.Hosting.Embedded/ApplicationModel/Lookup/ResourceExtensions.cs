using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Questions about a resource's annotations.</summary>
public static partial class ResourceExtensions
{
    /// <summary>Finds the last annotation of a type, which is the one that counts.</summary>
    /// <typeparam name="T">Type of the annotation.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <param name="annotation">The annotation, or null.</param>
    public static bool TryGetLastAnnotation<T>(this IResource resource, [NotNullWhen(true)] out T? annotation)
        where T : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(resource);
        annotation = default;
        foreach (var candidate in resource.Annotations)
        {
            if (candidate is T match)
            {
                annotation = match;
            }
        }

        return annotation is not null;
    }

    /// <summary>Finds the annotations of a type in the order in which they were added.</summary>
    /// <typeparam name="T">Type of the annotations.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <param name="result">The annotations, or null where there are none.</param>
    public static bool TryGetAnnotationsOfType<T>(this IResource resource, [NotNullWhen(true)] out IEnumerable<T>? result)
        where T : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(resource);
        List<T>? found = null;
        foreach (var candidate in resource.Annotations)
        {
            if (candidate is T match)
            {
                (found ??= []).Add(match);
            }
        }

        result = found;
        return found is not null;
    }

    /// <summary>True where there is an annotation of a type.</summary>
    /// <typeparam name="T">Type of the annotation.</typeparam>
    /// <param name="resource">The resource.</param>
    public static bool HasAnnotationOfType<T>(this IResource resource)
        where T : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var candidate in resource.Annotations)
        {
            if (candidate is T)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds the annotations of a type of the resource and then of its parents.</summary>
    /// <typeparam name="T">Type of the annotations.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <param name="result">The annotations, or null where there are none.</param>
    public static bool TryGetAnnotationsIncludingAncestorsOfType<T>(this IResource resource, [NotNullWhen(true)] out IEnumerable<T>? result)
        where T : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(resource);
        List<T>? found = null;
        for (var current = resource; current is not null; current = (current as IResourceWithParent)?.Parent)
        {
            if (current.TryGetAnnotationsOfType<T>(out var own))
            {
                (found ??= []).AddRange(own);
            }
        }

        result = found;
        return found is not null;
    }

    /// <summary>True where the resource or one of its parents has an annotation of a type.</summary>
    /// <typeparam name="T">Type of the annotation.</typeparam>
    /// <param name="resource">The resource.</param>
    public static bool HasAnnotationIncludingAncestorsOfType<T>(this IResource resource)
        where T : IResourceAnnotation
    {
        ArgumentNullException.ThrowIfNull(resource);
        for (var current = resource; current is not null; current = (current as IResourceWithParent)?.Parent)
        {
            if (current.HasAnnotationOfType<T>())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Finds what sets the resource's environment variables.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="environmentVariables">The annotations, or null where there are none.</param>
    public static bool TryGetEnvironmentVariables(
        this IResource resource, [NotNullWhen(true)] out IEnumerable<EnvironmentCallbackAnnotation>? environmentVariables) =>
        resource.TryGetAnnotationsOfType(out environmentVariables);

    /// <summary>Finds the resource's URLs.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="urls">The URLs, or null where there are none.</param>
    public static bool TryGetUrls(this IResource resource, [NotNullWhen(true)] out IEnumerable<ResourceUrlAnnotation>? urls) =>
        resource.TryGetAnnotationsOfType(out urls);

    /// <summary>Finds the resource's volumes and bind mounts.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="volumeMounts">The mounts, or null where there are none.</param>
    public static bool TryGetContainerMounts(this IResource resource, [NotNullWhen(true)] out IEnumerable<ContainerMountAnnotation>? volumeMounts) =>
        resource.TryGetAnnotationsOfType(out volumeMounts);

    /// <summary>Number of instances; 1 where nothing else was said.</summary>
    /// <param name="resource">The resource.</param>
    public static int GetReplicaCount(this IResource resource) =>
        resource.TryGetLastAnnotation<ReplicaAnnotation>(out var annotation) ? annotation.Replicas : 1;
}
