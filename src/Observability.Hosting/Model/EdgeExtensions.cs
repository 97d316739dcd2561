using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Makes and reads the edges of the graph.</summary>
public static class EdgeExtensions
{
    /// <summary>
    /// Adds an edge from this resource to an endpoint of another, shows it as a reference in the dashboard, and waits for
    /// the other's health where the kind says so. The same edge a second time changes nothing.
    /// </summary>
    public static IResourceBuilder<T> WithEdge<T>(this IResourceBuilder<T> builder, EdgeKind kind, EndpointReference to)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(to);

        var known = builder.Resource.Annotations.OfType<EdgeAnnotation>().Any(annotation =>
            annotation.Edge.Kind == kind
            && ReferenceEquals(annotation.Edge.To.Resource, to.Resource)
            && annotation.Edge.To.EndpointName == to.EndpointName);
        if (known)
        {
            return builder;
        }

        builder.WithAnnotation(new EdgeAnnotation(new Edge(kind, builder.Resource, to)));
        if (kind.WaitsForTarget())
        {
            builder.WithAnnotation(new WaitAnnotation(to.Resource, WaitType.WaitUntilHealthy));
        }

        return ReferenceEquals(to.Resource, builder.Resource) ? builder : builder.WithReferenceRelationship(to.Resource);
    }

    /// <summary>The edges of one kind that a resource opens, in the order of the verbs that made them.</summary>
    public static IEnumerable<Edge> GetEdges(this IResource resource, EdgeKind kind) =>
        resource.Annotations.OfType<EdgeAnnotation>().Select(annotation => annotation.Edge).Where(edge => edge.Kind == kind);

    /// <summary>True where a resource opens an edge of a kind to another; a selection takes edges out together with what they lead to.</summary>
    public static bool HasEdge(this IResource resource, EdgeKind kind, IResource to) =>
        resource.GetEdges(kind).Any(edge => ReferenceEquals(edge.To.Resource, to));

    /// <summary>All edges of the model, in the order of the resources and of the verbs that made them.</summary>
    public static IEnumerable<Edge> GetEdges(this IEnumerable<IResource> resources) =>
        resources.SelectMany(resource => resource.Annotations.OfType<EdgeAnnotation>()).Select(annotation => annotation.Edge);
}
