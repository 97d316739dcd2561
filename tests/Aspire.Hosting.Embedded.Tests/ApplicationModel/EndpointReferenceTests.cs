using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.ApplicationModel;

public class EndpointReferenceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(EndpointProperty.Url, "http://localhost:9090")]
    [InlineData(EndpointProperty.Host, "localhost")]
    [InlineData(EndpointProperty.IPV4Host, "127.0.0.1")]
    [InlineData(EndpointProperty.Port, "9090")]
    [InlineData(EndpointProperty.Scheme, "http")]
    [InlineData(EndpointProperty.HostAndPort, "localhost:9090")]
    [InlineData(EndpointProperty.TargetPort, "{{- portForServing \"web\" -}}")]
    [InlineData(EndpointProperty.TlsEnabled, "False")]
    public async Task Property_OfAllocatedEndpoint_IsSeenFromThisMachine(EndpointProperty property, string expected)
    {
        var endpoint = TestModel.AddHttp(TestModel.Process("web"));
        TestModel.Allocate(endpoint, 9090, "{{- portForServing \"web\" -}}");

        Assert.Equal(expected, await endpoint.Property(property).GetValueAsync(TestModel.Run(), Token));
    }

    [Theory]
    [InlineData(EndpointProperty.Url, "{web.bindings.http.url}")]
    [InlineData(EndpointProperty.IPV4Host, "{web.bindings.http.host}")]
    [InlineData(EndpointProperty.TargetPort, "{web.bindings.http.targetPort}")]
    [InlineData(EndpointProperty.HostAndPort, "{web.bindings.http.host}:{web.bindings.http.port}")]
    public async Task Property_InPublishMode_IsAnExpressionAndDoesNotWait(EndpointProperty property, string expected)
    {
        var expression = TestModel.AddHttp(TestModel.Process("web")).Property(property);

        Assert.Equal(expected, expression.ValueExpression);
        Assert.Equal(expected, await expression.GetValueAsync(TestModel.Publish(), Token));
    }

    [Fact]
    public async Task Value_IsThatOfTheCallersNetwork()
    {
        var endpoint = TestModel.AddHttp(TestModel.Container("db"), targetPort: 5432);
        TestModel.Allocate(endpoint, 40001);
        TestModel.AllocateForContainers(endpoint, "db", 5432);

        Assert.Equal("http://localhost:40001", await endpoint.GetValueAsync(TestModel.Run(TestModel.Process("api")), Token));
        Assert.Equal("http://db:5432", await endpoint.GetValueAsync(TestModel.Run(TestModel.Container("api")), Token));
        Assert.Equal("http://localhost:40001", await endpoint.GetValueAsync(Token));
    }

    [Fact]
    public async Task Value_OfAReferenceWithANetwork_DoesNotDependOnTheCaller()
    {
        var owner = TestModel.Container("db");
        var endpoint = TestModel.AddHttp(owner, targetPort: 5432);
        TestModel.Allocate(endpoint, 40001);
        TestModel.AllocateForContainers(endpoint, "db", 5432);
        var fromContainers = owner.GetEndpoint("http", KnownNetworkIdentifiers.DefaultAspireContainerNetwork);

        Assert.Equal("http://db:5432", await fromContainers.GetValueAsync(TestModel.Run(TestModel.Process("api")), Token));
        Assert.Equal("http://db:5432", fromContainers.Url);
    }

    [Fact]
    public async Task Value_BeforeAllocation_WaitsForIt()
    {
        var endpoint = TestModel.AddHttp(TestModel.Process("web"));
        var pending = endpoint.GetValueAsync(Token).AsTask();
        Assert.False(pending.IsCompleted);
        Assert.False(endpoint.IsAllocated);

        TestModel.Allocate(endpoint, 8081);

        Assert.Equal("http://localhost:8081", await pending);
        Assert.True(endpoint.IsAllocated);
        Assert.Equal(8081, endpoint.Port);
    }

    [Fact]
    public async Task Value_AfterASecondAllocation_IsTheNewOne()
    {
        var endpoint = TestModel.AddHttp(TestModel.Process("web"));
        TestModel.Allocate(endpoint, 8081);
        TestModel.Allocate(endpoint, 8082);

        Assert.Equal("http://localhost:8082", await endpoint.GetValueAsync(Token));
        Assert.Equal("http://localhost:8082", endpoint.Url);
    }

    [Fact]
    public async Task Value_WhenCanceled_EndsTheWaitAndLeavesTheEndpointUsable()
    {
        var endpoint = TestModel.AddHttp(TestModel.Process("web"));
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var pending = endpoint.GetValueAsync(cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        TestModel.Allocate(endpoint, 8081);
        Assert.Equal("http://localhost:8081", await endpoint.GetValueAsync(Token));
    }

    [Fact]
    public async Task Value_OfAnOwnKindOfResource_LeadsAContainerToThisMachine()
    {
        var endpoint = TestModel.AddHttp(new TestResource("inproc"));
        TestModel.Allocate(endpoint, 7000);

        Assert.Equal("http://host.docker.internal:7000", await endpoint.GetValueAsync(TestModel.Run(TestModel.Container("api")), Token));
    }

    [Fact]
    public async Task FixedTargetPortAndScheme_DoNotWait()
    {
        var endpoint = TestModel.AddHttp(TestModel.Process("web"), targetPort: 3000);

        Assert.Equal("3000", await endpoint.Property(EndpointProperty.TargetPort).GetValueAsync(TestModel.Run(endpoint.Resource), Token));
        Assert.Equal("http", await endpoint.Property(EndpointProperty.Scheme).GetValueAsync(TestModel.Run(endpoint.Resource), Token));
    }

    [Fact]
    public void Reference_MadeBeforeTheEndpoint_FindsItLater()
    {
        var owner = TestModel.Container("web");
        var endpoint = owner.GetEndpoint("HTTP");
        Assert.False(endpoint.Exists);

        TestModel.AddHttp(owner);

        Assert.True(endpoint.Exists);
        Assert.True(endpoint.IsHttp);
    }

    [Fact]
    public void Annotation_ThatIsMissing_IsExplainedWithTheNamesThereAre()
    {
        var owner = TestModel.Container("web");
        TestModel.AddHttp(owner);

        var exception = Assert.Throws<InvalidOperationException>(() => owner.GetEndpoint("grpc").EndpointAnnotation);

        Assert.Contains("'web'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'grpc'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'http'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Annotation_Defaults()
    {
        var http = new EndpointAnnotation(ProtocolType.Tcp, uriScheme: "https");
        var udp = new EndpointAnnotation(ProtocolType.Udp, name: "dns");

        Assert.Equal(("https", "http", "localhost", true, true), (http.Name, http.Transport, http.TargetHost, http.IsProxied, http.TlsEnabled));
        Assert.Equal(("dns", "udp", "udp", false), (udp.Name, udp.Transport, udp.UriScheme, udp.TlsEnabled));
        Assert.Equal(KnownNetworkIdentifiers.LocalhostNetwork, http.DefaultNetworkID);
    }

    [Fact]
    public void Annotation_WithoutProxy_HasOnePort()
    {
        var proxied = new EndpointAnnotation(ProtocolType.Tcp, port: 80);
        var direct = new EndpointAnnotation(ProtocolType.Tcp, port: 80, isProxied: false);
        var target = new EndpointAnnotation(ProtocolType.Tcp, targetPort: 81, isProxied: false);

        Assert.Null(proxied.TargetPort);
        Assert.Equal(80, direct.TargetPort);
        Assert.Equal(81, target.Port);
    }

    [Fact]
    public void AllocatedEndpoint_WithIPv6Address_IsPutInBrackets()
    {
        var annotation = new EndpointAnnotation(ProtocolType.Tcp, uriScheme: "http");

        Assert.Equal("http://[::1]:80", new AllocatedEndpoint(annotation, "::1", 80).UriString);
        Assert.Throws<ArgumentOutOfRangeException>(() => new AllocatedEndpoint(annotation, "::1", 0));
    }

    [Theory]
    [InlineData("http://localhost:4317", "http://host.docker.internal:4317")]
    [InlineData("http://127.0.0.1:4317/a?b=127.0.0.1", "http://host.docker.internal:4317/a?b=127.0.0.1")]
    [InlineData("http://[::1]:80", "http://host.docker.internal:80")]
    [InlineData("http://dash.dev.localhost", "http://host.docker.internal")]
    [InlineData("https://example.com/localhost", "https://example.com/localhost")]
    [InlineData("not a url", "not a url")]
    public async Task HostUrl_ForAContainer_LeadsToThisMachine(string url, string expected)
    {
        IValueProvider value = new HostUrl(url);

        Assert.Equal(expected, await value.GetValueAsync(TestModel.Run(TestModel.Container("api")), Token));
        Assert.Equal(url, await value.GetValueAsync(TestModel.Run(TestModel.Process("api")), Token));
    }

    [Fact]
    public void ResolveEndpoints_NamesPortsOnce()
    {
        var project = new ProjectResource("api");
        TestModel.AddHttp(project);
        project.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, name: "admin", uriScheme: "http"));
        project.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, name: "grpc", port: 5000, targetPort: 5001));

        var resolved = project.ResolveEndpoints(new PortAllocator(5001));

        Assert.Equal([null, 5001, 5001], resolved.Select(static endpoint => endpoint.TargetPort.Value));
        Assert.Equal([null, 5001, 5000], resolved.Select(static endpoint => endpoint.ExposedPort.Value));
        Assert.True(resolved[1].TargetPort.IsAllocated);
        Assert.True(resolved[1].ExposedPort.IsImplicit);
    }
}
