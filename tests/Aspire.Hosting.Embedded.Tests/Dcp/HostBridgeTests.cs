using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Tests.Bundle;
using Aspire.Hosting.Embedded.Dcp;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Tests.Dcp;

[Tier(Tier.Process)]
public sealed class HostBridgeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Open_PortOfALoopbackListener_IsReachedAtTheGatewayOnTheSamePort()
    {
        var gateway = OwnAddress();
        using var listener = new TcpListener(IPAddress.Loopback, FreePorts.Pick(ProtocolType.Tcp, range: null));
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        await using var session = await DcpSession.LaunchAsync(
            await TestBundle.LocateAsync(), "docker", new HostProcesses(), TimeProvider.System, Token);
        var docker = new RecordingHostProcesses(_ => new HostProcessOutcome(0, $"{gateway} \n", ""));
        var bridge = new HostBridge(new ContainerEngine(new ConfigurationBuilder().Build(), docker, TimeProvider.System));

        Assert.True(await bridge.OpenAsync(session.Client, [new HostUrl($"http://localhost:{port}")], Token));
        Assert.True(await bridge.OpenAsync(session.Client, [new HostUrl($"http://localhost:{port}/again")], Token));

        await Eventually.HoldsAsync("the bridge forwards", async cancellationToken =>
        {
            using var client = new TcpClient();
            await client.ConnectAsync(gateway, port, cancellationToken);
            using var accepted = await listener.AcceptTcpClientAsync(cancellationToken);
            await accepted.GetStream().WriteAsync("hello"u8.ToArray(), cancellationToken);
            var buffer = new byte[5];
            await client.GetStream().ReadExactlyAsync(buffer, cancellationToken);
            return buffer.AsSpan().SequenceEqual("hello"u8);
        }, Deadline.ServerReady);
        Assert.Single(docker.Started);
        await session.StopAsync(Deadline.Gone.Time);
    }

    [Fact]
    public async Task Open_ContainerThatIsStoppedMeanwhile_SpoilsItForNobody()
    {
        var gateway = OwnAddress();
        var mayAnswer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var dcp = await DcpDouble.StartAsync(mayAnswer.Task);
        var docker = new RecordingHostProcesses(_ => new HostProcessOutcome(0, $"{gateway} \n", ""));
        var bridge = new HostBridge(new ContainerEngine(new ConfigurationBuilder().Build(), docker, TimeProvider.System));
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var first = bridge.OpenAsync(dcp.Client, [new HostUrl("http://localhost:4711")], stopped.Token);
        await Eventually.HoldsAsync("the port is asked for", () => dcp.Created.Count > 0, Deadline.InProcess);
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        mayAnswer.SetResult();

        Assert.True(await bridge.OpenAsync(dcp.Client, [new HostUrl("http://localhost:4711")], Token));
        Assert.Equal(["services/host-bridge-4711", "endpoints/host-bridge-4711"], dcp.Created);
    }

    [Fact]
    public async Task Open_NothingOfThisMachineReferredTo_AsksNobody()
    {
        var docker = RecordingHostProcesses.WithoutPrograms();
        var bridge = new HostBridge(new ContainerEngine(new ConfigurationBuilder().Build(), docker, TimeProvider.System));

        Assert.False(await bridge.OpenAsync(null!, [new HostUrl("https://example.org"), "text"], Token));

        Assert.Empty(docker.Started);
    }

    [Fact]
    public void Related_ProcessThatAContainerRefersToInItsFilesOnly_HasItsPortBridged()
    {
        var builder = DistributedApplication.CreateBuilder();
        var process = builder.AddExecutable("process", "sleep", ".").WithHttpEndpoint();
        var neighbour = builder.AddContainer("neighbour", "image").WithHttpEndpoint(targetPort: 80);
        var container = builder.AddContainer("container", "image").WithReferenceRelationship(process.Resource).WithReferenceRelationship(neighbour.Resource);
        foreach (var endpoint in new[] { process.GetEndpoint("http"), neighbour.GetEndpoint("http") })
        {
            endpoint.EndpointAnnotation.AllocatedEndpoint = new AllocatedEndpoint(endpoint.EndpointAnnotation, "localhost", 4711);
        }

        Assert.Equal(["process", "neighbour"], HostBridge.Related(container.Resource).Select(endpoint => endpoint.Resource.Name));
        Assert.Equal([4711], HostBridge.Ports(HostBridge.Related(container.Resource)));
        Assert.Empty(HostBridge.Ports([neighbour.GetEndpoint("http")]));
    }

    [Fact]
    public async Task Gateway_AddressOfAVirtualMachine_IsNotBridged()
    {
        var docker = new RecordingHostProcesses(_ => new HostProcessOutcome(0, "192.0.2.1 \n", ""));

        Assert.Null(await new ContainerEngine(new ConfigurationBuilder().Build(), docker, TimeProvider.System).FindGatewayAsync(Token));
    }

    /// <summary>An address of this machine that is not loopback's.</summary>
    internal static IPAddress OwnAddress()
    {
        var address = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        if (address is null)
        {
            Requires.Missing("this machine has no address but loopback's");
        }

        return address;
    }
}
