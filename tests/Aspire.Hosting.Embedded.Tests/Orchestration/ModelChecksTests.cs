using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Orchestration;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Tests.Orchestration;

public sealed class ModelChecksTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Ports_ProxyAndProcessOnTheSamePort_IsAProblem()
    {
        var port = FreePort.Take();

        var problem = Assert.Single(PortCheck.Find([With("web", new EndpointAnnotation(ProtocolType.Tcp, name: "http", port: port, targetPort: port))]));

        Assert.Contains("isProxied", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Ports_SameNumberWithoutProxyOrOfAnotherProtocol_AreFine()
    {
        var port = FreePort.Take();

        Assert.Empty(PortCheck.Find(
        [
            With("web", new EndpointAnnotation(ProtocolType.Tcp, name: "http", port: port, targetPort: port, isProxied: false)),
            With("dns", new EndpointAnnotation(ProtocolType.Udp, name: "udp", port: port)),
        ]));
    }

    [Fact]
    public void Ports_TargetPortsOfTwoProcesses_Collide()
    {
        var port = FreePort.Take();

        var problem = Assert.Single(PortCheck.Find(
        [
            With("one", new EndpointAnnotation(ProtocolType.Tcp, name: "http", targetPort: port)),
            With("two", new EndpointAnnotation(ProtocolType.Tcp, name: "http", targetPort: port)),
        ]));

        Assert.StartsWith($"two: endpoint http: targetPort: {port}", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_CommandNotExecutable_SaysHowToAllowIt()
    {
        Requires.Linux();
        _folder.Write("tool", "#!/bin/sh");

        var problem = Assert.Single(new FileCheck(_folder.Path, searchPath: null).Find([new ExecutableResource("web", "./tool", ".")]));

        Assert.Contains("chmod +x", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_CommandOnPath_IsFound() =>
        Assert.Empty(new FileCheck(_folder.Path, "/no/such/folder:/bin:/usr/bin").Find([new ExecutableResource("web", "sh", ".")]));

    [Fact]
    public void DashboardUrls_TakenAndEqual_NameTheKeys()
    {
        using var taken = FreePort.Occupy(out var port);
        var free = FreePort.Take();
        var configuration = new ConfigurationManager
        {
            [WellKnownConfiguration.DashboardUrls] = $"http://127.0.0.1:{port}",
            [WellKnownConfiguration.OtlpGrpcUrl] = $"http://127.0.0.1:{free}",
            [WellKnownConfiguration.OtlpHttpUrl] = $"http://127.0.0.1:{free}",
        };

        Assert.Collection(
            DashboardUrlCheck.Find(configuration),
            problem => Assert.Contains($"ASPNETCORE_URLS: port {port} is in use", problem, StringComparison.Ordinal),
            problem => Assert.Contains("also that of ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", problem, StringComparison.Ordinal));
    }

    private static ExecutableResource With(string name, EndpointAnnotation endpoint)
    {
        var resource = new ExecutableResource(name, "sh", "/");
        resource.Annotations.Add(endpoint);
        return resource;
    }
}
