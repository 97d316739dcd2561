using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;
using Observability.Hosting.Model;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Backends;

/// <summary>
/// Servers that somebody else runs (design decision D2): nothing is started, written or set up for them. Their endpoints are where
/// the configuration says, their probes are asked like those of every other server, and whoever waits for them waits for those.
/// </summary>
internal sealed class ExternalServers : IDistributedApplicationEventingSubscriber
{
    /// <summary>What the dashboard shows as the type.</summary>
    private const string ExternalType = "External";

    private const string Host = "host.docker.internal";

    /// <inheritdoc />
    public Task SubscribeAsync(
        IDistributedApplicationEventing eventing,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        eventing.Subscribe<InitializeResourceEvent>(async (initialized, token) =>
        {
            if (IsExternal(initialized.Resource))
            {
                await initialized.Eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(initialized.Resource, initialized.Services), token).ConfigureAwait(false);
                await initialized.Notifications.PublishUpdateAsync(initialized.Resource, snapshot => snapshot with
                {
                    ResourceType = ExternalType,
                    State = KnownResourceStates.Running,
                }).ConfigureAwait(false);
            }
        });
        return Task.CompletedTask;
    }

    /// <summary>True for a server that somebody else runs.</summary>
    public static bool IsExternal(IResource resource) =>
        resource.TryGetLastAnnotation<BackendAnnotation>(out var annotation) && annotation.Backend.Kind == BackendKind.External;

    /// <summary>Adds an endpoint where the configuration says that it is; where it does not, that is a problem of the stack.</summary>
    public static void AddEndpoint<T>(IResourceBuilder<T> builder, StackOptions options, string name)
        where T : IServer
    {
        var server = builder.Resource;
        if (!options.GetExternalUrls(server.Name).TryGetValue(name, out var url))
        {
            options.Problems.Add(new Problem(
                server.Name,
                $"Stack:Resources:{server.Name}:Urls:{name}",
                "the server is external, and nobody says where this endpoint of it is",
                "Set it to its URL."));
            url = new Uri("http://127.0.0.1:1");
        }

        builder.WithEndpoint(name, endpoint =>
        {
            endpoint.UriScheme = url.Scheme;
            endpoint.Port = endpoint.TargetPort = url.Port;
            endpoint.IsProxied = false;
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, url.Host, url.Port);

            // What is on this machine has another name in a container.
            var container = new AllocatedEndpoint(
                endpoint, url.IsLoopback ? Host : url.Host, url.Port, EndpointBindingMode.SingleAddress, null, KnownNetworkIdentifiers.DefaultAspireContainerNetwork);
            endpoint.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(KnownNetworkIdentifiers.DefaultAspireContainerNetwork, container);
        });
    }
}
