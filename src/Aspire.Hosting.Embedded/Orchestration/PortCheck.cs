using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>Finds fixed ports of this machine that two endpoints want, or that somebody else has.</summary>
internal static class PortCheck
{
    private sealed record FixedPort(IResource Resource, EndpointAnnotation Endpoint, string Field, int Port);

    /// <summary>One problem for each port that cannot be had.</summary>
    public static IEnumerable<string> Find(IEnumerable<IResource> resources)
    {
        Dictionary<(ProtocolType Protocol, int Port), FixedPort> taken = [];
        foreach (var wanted in resources.SelectMany(FixedPorts))
        {
            var where = $"{wanted.Resource.Name}: endpoint {wanted.Endpoint.Name}: {wanted.Field}: {wanted.Port.ToString(CultureInfo.InvariantCulture)}";
            if (taken.TryGetValue((wanted.Endpoint.Protocol, wanted.Port), out var other))
            {
                yield return ReferenceEquals(other.Endpoint, wanted.Endpoint)
                    ? $"{where} is both the port clients connect to and the one the process listens on, with a proxy between them. Leave one of them out, or set isProxied to false."
                    : $"{where} is also the {other.Field} of endpoint {other.Endpoint.Name} of {other.Resource.Name}. Give one of them another port, or none.";
                continue;
            }

            taken.Add((wanted.Endpoint.Protocol, wanted.Port), wanted);
            if (!IsKeptByAnEarlierRun(wanted.Resource) && !IsFree(wanted.Endpoint.Protocol, wanted.Port))
            {
                yield return $"{where} is in use by another process (see 'ss -ltnup'). Stop that process, or choose another port.";
            }
        }
    }

    /// <summary>Whether nobody listens on a port of the loopback interface.</summary>
    public static bool IsFree(ProtocolType protocol, int port)
    {
        var type = protocol == ProtocolType.Udp ? SocketType.Dgram : SocketType.Stream;
        using var socket = new Socket(AddressFamily.InterNetwork, type, protocol);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            if (type == SocketType.Stream)
            {
                socket.Listen();
            }

            return true;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
        catch (SocketException)
        {
            // A privileged port, say: whoever starts the resource knows better whether that matters.
            return true;
        }
    }

    /// <summary>Whether an earlier run of the same application may have left the resource running on purpose.</summary>
    public static bool IsKeptByAnEarlierRun(IResource resource) =>
        resource.TryGetLastAnnotation<ContainerLifetimeAnnotation>(out var lifetime) && lifetime.Lifetime == ContainerLifetime.Persistent;

    private static IEnumerable<FixedPort> FixedPorts(IResource resource)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (endpoint.Protocol is not (ProtocolType.Tcp or ProtocolType.Udp))
            {
                continue;
            }

            if (endpoint.Port is { } port and not 0)
            {
                yield return new FixedPort(resource, endpoint, "port", port);
            }

            // A container's target port is inside of the container; without a proxy both are the same port.
            if (endpoint is { IsProxied: true, TargetPort: { } targetPort and not 0 } && !resource.IsContainer())
            {
                yield return new FixedPort(resource, endpoint, "targetPort", targetPort);
            }
        }
    }
}
