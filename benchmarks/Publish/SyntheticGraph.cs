using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;

namespace Publish;

/// <summary>A graph of servers of no system: each with an endpoint, a file, a secret, a volume for every fifth, and an edge to the one before.</summary>
internal static class SyntheticGraph
{
    /// <summary>Publishes one for a generic cluster.</summary>
    public static async Task PublishAsync(int count, string output)
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish", "--step", "publish", "--output-path", output]);
        IResourceBuilder<IServer>? before = null;
        for (var number = 0; number < count; number++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"server-{number}");
            var server = builder.AddServer<IServer>(
                    name,
                    new ServerFacts(new ServerImage("registry.example", "server", "1.0"), new Version(1, 0), null, 1000, 1000),
                    resourceName => new AnyContainer(resourceName))
                .WithAnnotation(new Workload(10, 16, 32) { StorageGiB = number % 5 == 0 ? 1 : 0 })
                .WithServerEndpoint(8080)
                .WithProbes(Probe.Http("/ready"), Probe.Http("/live"))
                .WithDataFolder("/data")
                .WithConfigFile(ConfigFile.FromText("/etc/server/server.yml", $"name: {name}\nlisten: 0.0.0.0:8080\n"));
            server.WithSecretEnvironment("PASSWORD", builder.AddSecret(server.Resource, "password"));
            if (before is not null)
            {
                server.WithEdge(EdgeKind.Query, before.GetEndpoint("http"));
            }

            before = server;
        }

        builder.AddGenericCluster("any");
        await builder.Build().RunAsync();
    }

    private sealed class AnyContainer(string name) : ContainerResource(name), IServer;
}
