using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp;
using Aspire.Hosting.Embedded.Dcp.Model;

namespace Aspire.Hosting.Embedded.Tests.Dcp;

public sealed class EndpointPlanTests
{
    private static readonly ExecutableResource s_process = new("web", "web", ".");
    private static readonly NetworkIdentifier s_containers = KnownNetworkIdentifiers.DefaultAspireContainerNetwork;

    [Fact]
    public async Task Process_WithoutPorts_GetsAFreeOneAndATemplateForItsOwn()
    {
        var endpoint = Http();
        var plan = Choose(s_process, endpoint);
        plan.Allocate(s_process);

        Assert.InRange(plan.Port, 10_000, 32_767);
        Assert.Equal($"http://localhost:{plan.Port}", endpoint.AllocatedEndpoint?.UriString);
        Assert.Equal("""{{portForServing "web"}}""", endpoint.AllocatedEndpoint?.TargetPortExpression);
        Assert.Equal(new DcpServiceProducer("web"), plan.ToProducer());
        Assert.Equal(plan.Port, plan.ToService()?.Spec.Port);
        Assert.Equal(DcpServiceSpec.Localhost, plan.ToService()?.Spec.AddressAllocationMode);
        var fromContainer = await endpoint.AllAllocatedEndpoints.GetAllocatedEndpointAsync(s_containers, TestContext.Current.CancellationToken);
        Assert.Equal($"http://host.docker.internal:{plan.Port}", fromContainer.UriString);
    }

    [Fact]
    public void Process_WithBothPorts_IsProxiedFromOneToTheOther()
    {
        var endpoint = Http(port: 23_801, targetPort: 23_802);
        var plan = Choose(s_process, endpoint);
        plan.Allocate(s_process);

        Assert.Equal(23_801, plan.ToService()?.Spec.Port);
        Assert.Equal(new DcpServiceProducer("web", null, 23_802), plan.ToProducer());
        Assert.Equal("23802", endpoint.AllocatedEndpoint?.TargetPortExpression);
    }

    [Fact]
    public void Process_SamePortTwiceBehindAProxy_IsRefusedWithTheRemedy()
    {
        var exception = Assert.Throws<DistributedApplicationException>(() => Choose(s_process, Http(port: 23_801, targetPort: 23_801)));

        Assert.Contains("web: endpoint http", exception.Message, StringComparison.Ordinal);
        Assert.Contains("isProxied", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Process_WithoutProxy_NeedsNoService()
    {
        var endpoint = Http(port: 23_803, isProxied: false);
        var plan = Choose(s_process, endpoint);
        plan.Allocate(s_process);

        Assert.Null(plan.ToService());
        Assert.Null(plan.ToProducer());
        Assert.Equal("23803", endpoint.AllocatedEndpoint?.TargetPortExpression);
    }

    [Fact]
    public void FixedPort_WhenPortsAreRandom_IsOnlyAWish()
    {
        Assert.NotEqual(23_804, Choose(s_process, Http(port: 23_804), randomize: true).Port);
        Assert.Equal(23_804, Choose(s_process, Http(port: 23_804, isProxied: false), randomize: true).Port);
    }

    [Fact]
    public async Task Container_WithTargetPort_IsItsAliasInTheContainerNetwork()
    {
        var container = Container();
        var endpoint = Http(targetPort: 8080);
        var plan = Choose(container, endpoint);
        plan.Allocate(container);

        Assert.Equal(new DcpServiceProducer("web", "127.0.0.1", 8080), plan.ToProducer());
        Assert.Equal(new DcpContainerPort(8080, null, "TCP", "127.0.0.1"), plan.ToContainerPort());
        var fromContainer = await endpoint.AllAllocatedEndpoints.GetAllocatedEndpointAsync(s_containers, TestContext.Current.CancellationToken);
        Assert.Equal("http://web.dev.internal:8080", fromContainer.UriString);
    }

    [Fact]
    public void Container_WithoutTargetPort_IsRefusedWithTheRemedy()
    {
        var exception = Assert.Throws<DistributedApplicationException>(() => Choose(Container(), Http(port: 23_805)));

        Assert.Contains("web: endpoint http: targetPort", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TargetHost_AllAddresses_IsListenedOnEverywhereAndNamedLocalhost()
    {
        var endpoint = Http();
        endpoint.TargetHost = "0.0.0.0";
        var plan = Choose(s_process, endpoint);
        plan.Allocate(s_process);

        Assert.Equal(DcpServiceSpec.IPv4AllInterfaces, plan.ToService()?.Spec.AddressAllocationMode);
        Assert.Equal("localhost", endpoint.AllocatedEndpoint?.Address);
        Assert.Equal(EndpointBindingMode.IPv4AnyAddresses, endpoint.AllocatedEndpoint?.BindingMode);
    }

    [Fact]
    public async Task Fail_SomebodyAwaitsTheAddress_IsToldTheReason()
    {
        var endpoint = Http();
        var plan = Choose(s_process, endpoint);
        var awaited = endpoint.AllAllocatedEndpoints.GetAllocatedEndpointAsync(s_containers, TestContext.Current.CancellationToken);

        plan.Fail(new DistributedApplicationException("taken"));

        Assert.Equal("taken", (await Assert.ThrowsAsync<DistributedApplicationException>(() => awaited)).Message);
        await Assert.ThrowsAsync<DistributedApplicationException>(
            () => endpoint.AllAllocatedEndpoints.GetAllocatedEndpointAsync(KnownNetworkIdentifiers.LocalhostNetwork, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void HostBridge_References_FindsPortsOfProcessesAndOfTheHost()
    {
        var process = new ExecutableResource("api", "api", ".");
        var endpoint = Http();
        process.Annotations.Add(endpoint);
        var plan = Choose(process, endpoint);
        plan.Allocate(process);
        var reference = new EndpointReference(process, endpoint);

        var ports = HostBridge.Ports([reference, reference.Property(EndpointProperty.Url), new HostUrl("http://localhost:4317"), new HostUrl("http://example.org:80"), "text"]);

        Assert.Equal([4317, plan.Port], ports.Order());
    }

    [Fact]
    public void HostBridge_ReferencesToContainers_NeedsNone()
    {
        var container = Container();
        var endpoint = Http(targetPort: 80);
        container.Annotations.Add(endpoint);
        Choose(container, endpoint).Allocate(container);

        Assert.Empty(HostBridge.Ports([new EndpointReference(container, endpoint)]));
    }

    [Fact]
    public void FreePorts_RangeGiven_StaysInside()
    {
        var port = FreePorts.Pick(ProtocolType.Tcp, "23900-23999");

        Assert.InRange(port, 23_900, 23_999);
        Assert.NotEqual(port, FreePorts.Pick(ProtocolType.Tcp, "23900-23999"));
    }

    private static EndpointPlan Choose(IResource resource, EndpointAnnotation endpoint, bool randomize = false) =>
        EndpointPlan.Choose(resource, endpoint, "web", randomize, range: null);

    private static EndpointAnnotation Http(int? port = null, int? targetPort = null, bool? isProxied = null) =>
        new(ProtocolType.Tcp, uriScheme: "http", name: "http", port: port, targetPort: targetPort, isProxied: isProxied);

    private static ContainerResource Container()
    {
        var container = new ContainerResource("web");
        container.Annotations.Add(new ContainerImageAnnotation { Image = "web", Tag = "1" });
        return container;
    }
}
