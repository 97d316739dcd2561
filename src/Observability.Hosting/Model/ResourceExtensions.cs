using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Reads what the verbs have noted on a resource.</summary>
public static class ResourceExtensions
{
    /// <summary>The routes under which people reach a resource, in the order in which they were made.</summary>
    public static IEnumerable<Route> GetRoutes(this IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.Annotations.OfType<RouteAnnotation>().Select(annotation => annotation.Route);
    }

    /// <summary>False for a resource that is shown as not started, because nothing on this machine can run it.</summary>
    public static bool CanRun(this IResource resource) => !resource.HasAnnotationOfType<NotStartedAnnotation>();

    /// <summary>
    /// True where the pod of a server needs more of its node than the level <c>restricted</c> of Pod Security allows
    /// (https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted): folders, network or processes of the node, or
    /// to be root.
    /// </summary>
    public static bool TouchesNode(this IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return (resource.TryGetLastAnnotation<Workload>(out var workload) && (workload.SharesNode || workload.NodeFolders.Count > 0))
            || (resource.TryGetLastAnnotation<NodeAgentAnnotation>(out var agent) && agent.ReadPaths.Count > 0)
            || (resource.TryGetLastAnnotation<ServerFactsAnnotation>(out var facts) && facts.Facts.UserId == 0);
    }

    /// <summary>True where a server runs once on every node of a cluster.</summary>
    public static bool IsOnEveryNode(this IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return resource.HasAnnotationOfType<NodeAgentAnnotation>()
            || (resource.TryGetLastAnnotation<Workload>(out var workload) && workload.SharesNode);
    }

    /// <summary>What a capability's annotation says of a resource.</summary>
    /// <exception cref="InvalidOperationException">The system that made the resource forgot the annotation.</exception>
    public static T GetRequired<T>(this IResource resource)
        where T : IResourceAnnotation =>
        resource.TryGetLastAnnotation<T>(out var annotation)
            ? annotation
            : throw new InvalidOperationException($"Resource '{resource.Name}' has no {typeof(T).Name}.");
}
