using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.ApplicationModel;

/// <summary>Pieces of a model without a builder.</summary>
internal static class TestModel
{
    public static ValueProviderContext Run(IResource? caller = null) =>
        new() { ExecutionContext = new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run), Caller = caller };

    public static ValueProviderContext Publish() =>
        new() { ExecutionContext = new DistributedApplicationExecutionContext(DistributedApplicationOperation.Publish) };

    public static ParameterResource Parameter(string name, string value, bool secret = false) => new(name, _ => value, secret);

    public static ContainerResource Container(string name)
    {
        var container = new ContainerResource(name);
        container.Annotations.Add(new ContainerImageAnnotation { Image = name });
        return container;
    }

    public static ExecutableResource Process(string name) => new(name, name, ".");

    public static EndpointReference AddHttp<T>(T owner, int? port = null, int? targetPort = null)
        where T : IResourceWithEndpoints
    {
        owner.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, uriScheme: "http", name: "http", port: port, targetPort: targetPort));
        return owner.GetEndpoint("http");
    }

    public static void Allocate(EndpointReference endpoint, int port, string? targetPortExpression = null) =>
        endpoint.EndpointAnnotation.AllocatedEndpoint = new AllocatedEndpoint(endpoint.EndpointAnnotation, "localhost", port, targetPortExpression);

    public static void AllocateForContainers(EndpointReference endpoint, string host, int port) =>
        endpoint.EndpointAnnotation.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(
            KnownNetworkIdentifiers.DefaultAspireContainerNetwork,
            new AllocatedEndpoint(
                endpoint.EndpointAnnotation,
                host,
                port,
                EndpointBindingMode.SingleAddress,
                networkId: KnownNetworkIdentifiers.DefaultAspireContainerNetwork));
}
