using System.Net;
using DotNet.Testcontainers.Configurations;
using Observability.Hosting.Traefik;
using Observability.StandIns.Tests.Containers;
using Observability.Testcontainers;

namespace Observability.StandIns.Tests.Gateway;

/// <summary>Traefik in a container, as a stack would run it, but for the files of the contract.</summary>
public class TraefikContainerBackend : IGatewayBackend
{
    private const string HostName = "host.docker.internal";
    private static readonly GatewayPorts s_ports = new(TraefikFacts.WebPort, TraefikFacts.AdminPort, TraefikFacts.MetricsPort);

    string IGatewayBackend.ServerHost => HostName;

    async Task<RunningGateway> IGatewayBackend.StartAsync(string entryPointSettings, params (string File, string Text)[] files)
    {
        var folder = new GatewayFolder(files);
        var configuration = folder.WriteConfiguration("0.0.0.0", s_ports, TraefikFacts.DynamicFolder, entryPointSettings);
        var container = await ContainerBackend.StartAsync((await CreateAsync())
            .WithHostname(Dns.GetHostName())
            .WithExtraHost(HostName, "host-gateway")
            .WithBindMount(folder.Dynamic, TraefikFacts.DynamicFolder, AccessMode.ReadOnly)
            .WithResourceMapping(await File.ReadAllBytesAsync(configuration, TestContext.Current.CancellationToken), TraefikFacts.ConfigPath));
        var ports = new GatewayPorts(
            container.GetMappedPublicPort(s_ports.Web), container.GetMappedPublicPort(s_ports.Admin), container.GetMappedPublicPort(s_ports.Metrics));

        // What is sent to a published port comes from the engine's side of the container's network.
        var settings = (await EngineApi.InspectAsync(container.Id))["NetworkSettings"]!;
        return await RunningGateway.WaitAsync(
            new GatewayContainer(container), folder, ports, settings["Gateway"]!.GetValue<string>(), hasFiles: files.Length > 0);
    }

    private protected virtual Task<ServerContainerBuilder<ITraefik>> CreateAsync() => Task.FromResult(ServerContainers.Traefik());

    private sealed class GatewayContainer(ServerContainer<ITraefik> container) : IGatewayProgram
    {
        public async Task<string> ReadOutputAsync()
        {
            var (output, errors) = await container.GetLogsAsync(timestampsEnabled: false, ct: TestContext.Current.CancellationToken);
            return output + errors;
        }

        public async Task<int> StopAsync()
        {
            await container.StopAsync(TestContext.Current.CancellationToken);
            return (int)await container.GetExitCodeAsync(TestContext.Current.CancellationToken);
        }

        public ValueTask DisposeAsync() => container.DisposeAsync();
    }
}
