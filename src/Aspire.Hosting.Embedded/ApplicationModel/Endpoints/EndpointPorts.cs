using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.ApplicationModel;

/// <summary>Decides the ports that the endpoints of a resource get in a deployment.</summary>
internal static class EndpointPorts
{
    public static IReadOnlyList<ResolvedEndpoint> Resolve(IResource resource, IPortAllocator ports)
    {
        var resolved = new List<ResolvedEndpoint>();
        var projectSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var target = ResolveTarget(resource, endpoint, projectSchemes, ports);
            resolved.Add(new ResolvedEndpoint { Endpoint = endpoint, TargetPort = target, ExposedPort = ResolveExposed(endpoint, target) });
        }

        return resolved;
    }

    private static ResolvedPort ResolveTarget(
        IResource resource, EndpointAnnotation endpoint, HashSet<string> projectSchemes, IPortAllocator ports)
    {
        if (endpoint.TargetPort is { } target)
        {
            ports.AddUsedPort(target);
            return ResolvedPort.Explicit(target);
        }

        // A container without a target port listens where its clients connect.
        if (resource is ContainerResource && endpoint.Port is { } port)
        {
            return ResolvedPort.Implicit(port);
        }

        // The first http and the first https endpoint of a project are the image's own, whose port the deployment knows.
        var isHttp = endpoint.UriScheme.StartsWith("http", StringComparison.OrdinalIgnoreCase);
        return resource is ProjectResource && isHttp && projectSchemes.Add(endpoint.UriScheme)
            ? ResolvedPort.None()
            : ResolvedPort.Allocated(ports.AllocatePort());
    }

    private static ResolvedPort ResolveExposed(EndpointAnnotation endpoint, ResolvedPort target) => (endpoint.Port, target.Value) switch
    {
        ({ } port, _) => ResolvedPort.Explicit(port),
        (null, { } port) => ResolvedPort.Implicit(port),
        _ => ResolvedPort.None(),
    };
}
