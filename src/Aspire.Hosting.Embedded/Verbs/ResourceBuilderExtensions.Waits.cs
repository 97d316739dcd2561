using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Verbs;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>
    /// Starts the resource when <paramref name="dependency"/> runs and is healthy; also waits for the dependency's parent.
    /// </summary>
    /// <exception cref="DistributedApplicationException">A resource would wait for itself or for its parent.</exception>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport
        => builder.Wait(dependency, WaitType.WaitUntilHealthy);

    /// <summary>
    /// Starts the resource when <paramref name="dependency"/> runs and is healthy; <paramref name="waitBehavior"/> says
    /// whether a dependency that failed ends the wait or is waited for until it is started again.
    /// </summary>
    /// <exception cref="DistributedApplicationException">A resource would wait for itself or for its parent.</exception>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior)
        where T : IResourceWithWaitSupport
        => builder.Wait(dependency, WaitType.WaitUntilHealthy, waitBehavior);

    /// <summary>Starts the resource when <paramref name="dependency"/> runs, healthy or not.</summary>
    /// <exception cref="DistributedApplicationException">A resource would wait for itself or for its parent.</exception>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport
        => builder.Wait(dependency, WaitType.WaitUntilStarted);

    /// <summary>Starts the resource when <paramref name="dependency"/> runs, healthy or not.</summary>
    /// <exception cref="DistributedApplicationException">A resource would wait for itself or for its parent.</exception>
    public static IResourceBuilder<T> WaitForStart<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, WaitBehavior waitBehavior)
        where T : IResourceWithWaitSupport
        => builder.Wait(dependency, WaitType.WaitUntilStarted, waitBehavior);

    /// <summary>
    /// Starts the resource when <paramref name="dependency"/> has ended with <paramref name="exitCode"/>; another exit
    /// code keeps it from starting.
    /// </summary>
    /// <exception cref="DistributedApplicationException">A resource would wait for itself or for its parent.</exception>
    public static IResourceBuilder<T> WaitForCompletion<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency, int exitCode = 0)
        where T : IResourceWithWaitSupport
        => builder.Wait(dependency, WaitType.WaitForCompletion, exitCode: exitCode);

    private static IResourceBuilder<T> Wait<T>(
        this IResourceBuilder<T> builder,
        IResourceBuilder<IResource> dependency,
        WaitType type,
        WaitBehavior? behavior = null,
        int exitCode = 0)
        where T : IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dependency);
        IResource resource = builder.Resource;
        var target = dependency.Resource;
        if (ReferenceEquals(resource, target))
        {
            throw new DistributedApplicationException($"Resource '{resource.Name}' cannot wait for itself.");
        }

        if (Ancestors(resource).Contains(target))
        {
            throw new DistributedApplicationException(
                $"Resource '{resource.Name}' cannot wait for its parent '{target.Name}': a child starts with its parent.");
        }

        // A child is of no use before its parent is. A parent that waits for its own child would wait for itself.
        foreach (var parent in Ancestors(target))
        {
            if (!ReferenceEquals(parent, resource))
            {
                AddWait(resource, parent, type == WaitType.WaitUntilStarted ? type : WaitType.WaitUntilHealthy, behavior, exitCode: 0);
            }
        }

        AddWait(resource, target, type, behavior, exitCode);
        return builder;
    }

    private static void AddWait(IResource resource, IResource target, WaitType type, WaitBehavior? behavior, int exitCode)
    {
        ReferenceWalk.Add(resource, target, RelationshipTypes.WaitFor);
        foreach (var existing in resource.Annotations.OfType<WaitAnnotation>())
        {
            if (ReferenceEquals(existing.Resource, target) && existing.WaitType == type && existing.WaitBehavior == behavior && existing.ExitCode == exitCode)
            {
                return;
            }
        }

        resource.Annotations.Add(new WaitAnnotation(target, type, exitCode) { WaitBehavior = behavior });
    }

    private static IEnumerable<IResource> Ancestors(IResource resource)
    {
        while (resource is IResourceWithParent child)
        {
            resource = child.Parent;
            yield return resource;
        }
    }
}
