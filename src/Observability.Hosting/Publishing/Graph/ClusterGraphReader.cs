using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;

namespace Observability.Hosting.Publishing.Graph;

/// <summary>Reads the graph for a cluster. No secret is ever asked for its value.</summary>
internal sealed class ClusterGraphReader(Stack stack, DistributedApplicationExecutionContext execution, ClusterImages images)
{
    // What Aspire sets for its dashboard, from one version to the next not the same.
    private const string DashboardOnly = "OTEL_DOTNET_EXPERIMENTAL_";

    private readonly ClusterSecrets _secrets = new();
    private readonly List<string> _problems = [];

    /// <summary>Reads it.</summary>
    /// <exception cref="DistributedApplicationException">Some values cannot be had; all are listed.</exception>
    public async Task<ClusterGraph> ReadAsync(IEnumerable<IResource> resources, CancellationToken cancellationToken)
    {
        var all = resources.OrderBy(resource => resource.Name, StringComparer.Ordinal).ToList();
        var servers = new List<ClusterServer>();
        foreach (var resource in all)
        {
            if (resource.TryGetLastAnnotation<Workload>(out var workload))
            {
                try
                {
                    servers.Add(await ReadServerAsync(resource, workload, cancellationToken).ConfigureAwait(false));
                }
                catch (DistributedApplicationException exception)
                {
                    _problems.Add(exception.Message);
                }
            }
            else if (resource is IResourceWithEndpoints and (ContainerResource or ProjectResource or ExecutableResource))
            {
                _problems.Add($"{resource.Name}: nobody has said what it needs in a cluster. Add WithAnnotation(new Workload(…)).");
            }
        }

        if (_problems.Count > 0)
        {
            throw new DistributedApplicationException(string.Join(Environment.NewLine, _problems.Distinct()));
        }

        var byResource = servers.ToDictionary(server => server.Resource);
        return new ClusterGraph(stack.Cluster, servers, _secrets.All, [.. ReadEdges(all, byResource)], [.. ReadRoutes(all, byResource)]);
    }

    private async Task<ClusterServer> ReadServerAsync(IResource resource, Workload workload, CancellationToken cancellationToken)
    {
        var values = new ClusterValues(resource, stack.Cluster, _secrets);
        var facts = resource.TryGetLastAnnotation<ServerFactsAnnotation>(out var annotation) ? annotation.Facts : null;
        var agent = resource.TryGetLastAnnotation<NodeAgentAnnotation>(out var found) ? found : null;
        var setUp = resource.TryGetLastAnnotation<SetUpJobAnnotation>(out var job) ? job.Create() : null;
        var environment = await values.WriteEnvironmentAsync(await GetEnvironmentAsync(resource, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return new ClusterServer
        {
            Resource = resource,
            Name = Cluster.GetName(resource),
            Namespace = stack.Cluster.GetNamespace(resource),
            Workload = workload,
            Image = images.Get(resource),
            UserId = facts?.UserId ?? ClusterImages.ProjectUserId,
            GroupId = facts?.GroupId ?? ClusterImages.ProjectUserId,
            Command = workload.Command.Count > 0 ? workload.Command : resource is ContainerResource { Entrypoint: { } entry } ? [entry] : [],
            Arguments = await values.WriteArgumentsAsync(await GetArgumentsAsync(resource, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false),
            Variables = [.. agent?.PodFields.Select(pair => new ClusterVariable(pair.Key, null, PodField: pair.Value)) ?? [], .. environment],
            Files = await ReadFilesAsync(
                resource, resource.Annotations.OfType<ConfigFileAnnotation>().Select(file => file.File), cancellationToken).ConfigureAwait(false),
            Ports = [.. ReadPorts(resource)],
            Probes = resource.TryGetLastAnnotation<ProbesAnnotation>(out var probes) ? probes : null,
            DataFolder = resource.TryGetLastAnnotation<DataFolderAnnotation>(out var data) ? data.Path : null,
            NodeFolders = [.. workload.NodeFolders, .. agent?.ReadPaths.Select(path => new NodeFolder(path, path)) ?? []],
            ScrapeAnnotations = resource is IResourceWithEndpoints served && resource.HasAnnotationOfType<MetricsAnnotation>()
                ? ScrapeAnnotations.Create(served)
                : [],
            SetUp = setUp is null
                ? null
                : new ClusterSetUp(
                    setUp.Command,
                    await ReadFilesAsync(resource, setUp.Files, cancellationToken).ConfigureAwait(false),
                    [.. setUp.Secrets.Select(pair => new ClusterVariable(
                        pair.Key, null, _secrets.Use(pair.Value.Parameter, stack.Cluster.GetNamespace(resource))))]),
        };
    }

    private async Task<Dictionary<string, object>> GetEnvironmentAsync(IResource resource, CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(execution, resource, cancellationToken: cancellationToken);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        return context.EnvironmentVariables
            .Where(pair => !pair.Key.StartsWith(DashboardOnly, StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key, pair => pair.Value);
    }

    private async Task<IList<object>> GetArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], resource, cancellationToken) { ExecutionContext = execution };
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        return context.Args;
    }

    private async Task<IReadOnlyList<ClusterFile>> ReadFilesAsync(
        IResource resource, IEnumerable<ConfigFile> files, CancellationToken cancellationToken)
    {
        var read = new List<ClusterFile>();
        foreach (var file in files)
        {
            var home = stack.Cluster.GetNamespace(resource);
            read.Add(file switch
            {
                { Secret: { } secret } => new ClusterFile(file.Path, null, _secrets.Use(secret.Parameter, home), IsContent: false),
                { Sensitive: true } => new ClusterFile(file.Path, null, _secrets.Use(resource, file, home), IsContent: false),
                _ => new ClusterFile(
                    file.Path,
                    await file.Write(ServerBuilderExtensions.CreateContext(stack, resource, execution), cancellationToken).ConfigureAwait(false),
                    null,
                    file.IsContent),
            });
        }

        return [.. read.OrderBy(file => file.Path, StringComparer.Ordinal)];
    }

    private IEnumerable<ClusterPort> ReadPorts(IResource resource)
    {
        var forNode = resource.TryGetLastAnnotation<NodeLogsEndpointAnnotation>(out var logs) ? logs.EndpointName : null;
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var isForNode = endpoint.Name == forNode;
            if (endpoint.TargetPort is not { } port)
            {
                _problems.Add($"{resource.Name}: endpoint '{endpoint.Name}' has no target port, which a cluster needs. Set it.");
            }
            else if (!isForNode || stack.Cluster.NodesSendLogs)
            {
                var isPublic = resource.Annotations.OfType<PublicEndpointAnnotation>().Any(open => open.EndpointName == endpoint.Name);
                yield return new ClusterPort(endpoint.Name, port, isPublic, isForNode) { Scheme = endpoint.UriScheme };
            }
        }
    }

    private static IEnumerable<ClusterEdge> ReadEdges(List<IResource> resources, Dictionary<IResource, ClusterServer> servers) => resources
        .GetEdges()
        .Where(edge => edge.Kind != EdgeKind.Route && edge.From != edge.To.Resource && servers.ContainsKey(edge.From) && servers.ContainsKey(edge.To.Resource))
        .Select(edge => new ClusterEdge(
            edge.Kind,
            servers[edge.From],
            servers[edge.To.Resource],
            servers[edge.To.Resource].Ports.First(port => port.Name == edge.To.EndpointName)))
        .OrderBy(edge => edge.From.Name, StringComparer.Ordinal)
        .ThenBy(edge => edge.To.Name, StringComparer.Ordinal)
        .ThenBy(edge => edge.Port.Number)
        .ThenBy(edge => edge.Kind);

    private IEnumerable<ClusterRoute> ReadRoutes(List<IResource> resources, Dictionary<IResource, ClusterServer> servers) =>
        from resource in resources
        where servers.ContainsKey(resource) && servers[resource].Workload.AsksWhoComes
        from route in resource.GetRoutes()
        where servers.ContainsKey(route.Gateway.Resource)
        orderby route.Host
        select new ClusterRoute(
            $"{route.Host}.{stack.Cluster.Domain}",
            servers[route.Gateway.Resource],
            servers[resource],
            servers[resource].Ports.First(port => port.Name == route.Target.EndpointName));
}
