using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Embedded.Tests.Verbs;

public sealed class EndpointVerbsTests
{
    [Fact]
    public void WithEndpoint_WithoutNames_TakesTheSchemes()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx")
            .WithHttpEndpoint(port: 8080, targetPort: 80).WithHttpsEndpoint().WithEndpoint(targetPort: 9000)
            .WithEndpoint(protocol: ProtocolType.Udp);

        var endpoints = container.Resource.Annotations.OfType<EndpointAnnotation>().Select(one => (one.Name, one.UriScheme, one.Port, one.TargetPort));
        Assert.Equal([("http", "http", 8080, 80), ("https", "https", null, null), ("tcp", "tcp", null, 9000), ("udp", "udp", null, null)], endpoints);
    }

    [Fact]
    public void WithEndpoint_SameName_SaysWhatToDo()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx").WithHttpEndpoint();

        var message = Assert.Throws<DistributedApplicationException>(() => container.WithHttpEndpoint(targetPort: 81)).Message;
        Assert.Contains("'web'", message, StringComparison.Ordinal);
        Assert.Contains("'http'", message, StringComparison.Ordinal);
        Assert.Contains("'name'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithEndpoint_Env_ReceivesTheTargetPort()
    {
        var executable = VerbModel.Run().AddExecutable("app", "server", ".").WithHttpEndpoint(port: 8080, env: "PORT");

        Assert.Equal("{app.bindings.http.targetPort}", (await VerbModel.EnvironmentOf(executable))["PORT"]);
    }

    [Fact]
    public void WithEndpoint_Callback_ChangesCreatesOrLeavesAlone()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx").WithHttpEndpoint()
            .WithEndpoint("HTTP", endpoint => endpoint.TargetPort = 80)
            .WithEndpoint("new", endpoint => endpoint.UriScheme = "http")
            .WithEndpoint("none", _ => Assert.Fail("must not be created"), createIfNotExists: false);

        var endpoints = container.Resource.Annotations.OfType<EndpointAnnotation>().Select(one => (one.Name, one.UriScheme, one.TargetPort));
        Assert.Equal([("http", "http", 80), ("new", "http", null)], endpoints);
    }

    [Fact]
    public void WithExternalHttpEndpoints_Tcp_StaysInside()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx").WithHttpEndpoint().WithEndpoint().WithExternalHttpEndpoints();

        Assert.Equal(["http"], container.Resource.Annotations.OfType<EndpointAnnotation>().Where(one => one.IsExternal).Select(one => one.Name));
    }

    [Fact]
    public async Task AsHttp2Service_EndpointAddedLater_IsHttp2AtStart()
    {
        var builder = VerbModel.Run();
        var container = builder.AddContainer("web", "nginx").WithHttpEndpoint().AsHttp2Service().WithHttpsEndpoint().WithEndpoint();
        await using var services = new ServiceCollection().BuildServiceProvider();

        await builder.Eventing.PublishAsync(
            new BeforeStartEvent(services, new DistributedApplicationModel(builder.Resources)),
            TestContext.Current.CancellationToken);

        Assert.Equal(["http2", "http2", "tcp"], container.Resource.Annotations.OfType<EndpointAnnotation>().Select(one => one.Transport));
    }

    [Fact]
    public void WithEndpointProxySupport_Twice_LastWins()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx").WithEndpointProxySupport(true).WithEndpointProxySupport(false);

        Assert.False(Assert.Single(container.Resource.Annotations.OfType<ProxySupportAnnotation>()).ProxyEnabled);
    }
}
