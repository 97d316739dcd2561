using k8s.Models;
using Observability.Hosting.Model;
using Observability.Hosting.Publishing.Graph;

namespace Observability.Hosting.Publishing.Objects;

/// <summary>
/// The Services of a server. Under its own name the stack reaches it, and discovery finds its metrics; what people reach from outside is
/// a Service apart, so that nothing else is open to them.
/// </summary>
internal static class ServiceWriter
{
    /// <summary>The Services.</summary>
    public static IEnumerable<V1Service> Write(ClusterServer server, IReadOnlyDictionary<string, string> loadBalancerAnnotations)
    {
        var inside = server.Ports.Where(port => !port.IsPublic).ToList();
        if (inside.Count > 0)
        {
            var meta = Labels.Meta(server);
            if (server.ScrapeAnnotations.Count > 0)
            {
                meta.Annotations = server.ScrapeAnnotations.ToDictionary(pair => pair.Key, pair => pair.Value);
            }

            yield return new V1Service
            {
                ApiVersion = "v1",
                Kind = "Service",
                Metadata = meta,
                Spec = new V1ServiceSpec
                {
                    // Nobody wants just any of those that are on every node.
                    ClusterIP = server.IsOnEveryNode ? "None" : null,
                    Selector = Labels.Select(server.Name),
                    Ports = [.. inside.Select(Port)],
                },
            };
        }

        var outside = server.Ports.Where(port => port.IsPublic).ToList();
        if (outside.Count > 0)
        {
            var meta = Labels.Meta(server, Cluster.GetPublicService(server.Resource));
            if (loadBalancerAnnotations.Count > 0)
            {
                meta.Annotations = loadBalancerAnnotations.ToDictionary(pair => pair.Key, pair => pair.Value);
            }

            yield return new V1Service
            {
                ApiVersion = "v1",
                Kind = "Service",
                Metadata = meta,
                Spec = new V1ServiceSpec { Type = "LoadBalancer", Selector = Labels.Select(server.Name), Ports = [.. outside.Select(Port)] },
            };
        }
    }

    private static V1ServicePort Port(ClusterPort port) =>
        new() { Name = port.Name, Port = port.ServicePort, TargetPort = port.Name, Protocol = "TCP" };
}
