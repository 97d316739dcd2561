using System.Text;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Observability.Hosting.Publishing;
using Observability.Hosting.Publishing.Graph;

namespace Observability.E2E.Flows;

/// <summary>
/// The stack in a cluster, reached by <c>kubectl port-forward</c>; ports, namespaces and names of secrets are those that the graph
/// publishes. It needs the rights to forward ports and to read the Secrets that the cases name; a password that the cluster has as part
/// of a file only is taken from where <c>secret</c> takes it, configuration and user secrets.
/// </summary>
internal sealed partial class ClusterFlowStack(IEnumerable<IResource> resources, ClusterGraph graph, string context, string kubectl) : IFlowStack
{
    private readonly Dictionary<(string Resource, string Endpoint), (ChildProcess Forward, Uri Address)> _forwards = [];

    /// <summary>The graph as a target gets it, in the cluster of a kubectl context.</summary>
    public static async Task<ClusterFlowStack> CreateAsync(string target, string context, string kubectl, CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--operation", "publish", $"--Stack:Target={target}"], cancellationToken);
        var found = ClusterPublisher.FindTargets(builder).Single();
        return new ClusterFlowStack(builder.Resources, await ClusterPublisher.For(builder).ReadAsync(found, cancellationToken), context, kubectl);
    }

    public string? FindAbsence(string resource) => Find(resource) is null ? $"{resource} is not in the cluster" : null;

    public async Task<Uri> FindAddressAsync(string resource, string endpoint, CancellationToken cancellationToken)
    {
        if (_forwards.TryGetValue((resource, endpoint), out var known) && !known.Forward.HasExited)
        {
            return known.Address;
        }

        var server = Find(resource)!;
        var port = server.Ports.First(candidate => candidate.Name == endpoint);
        var forward = ChildProcess.Start(
            kubectl, ["--context", context, "--namespace", server.Namespace, "port-forward", $"service/{server.Name}", $":{port.ServicePort}"]);

        // Forwarding from 127.0.0.1:41519 -> 9090
        var output = await forward.PrintsAsync("Forwarding from 127.0.0.1:", Deadline.ServerReady);
        var address = new Uri($"{port.Scheme}://127.0.0.1:{LocalPort().Match(output).Groups["port"].Value}");
        _forwards[(resource, endpoint)] = (forward, address);
        return address;
    }

    // Whoever lets everybody in has no host name there.
    public (string Endpoint, string Host)? FindRoute(string name)
    {
        var host = $"{name}.{graph.Cluster.Domain}";
        return graph.Routes.Any(route => route.Host == host) ? ("websecure", host) : null;
    }

    public async Task<string> ReadParameterAsync(string name, CancellationToken cancellationToken)
    {
        if (graph.FindSecret(name) is not { } secret)
        {
            return await GraphParameters.ReadAsync(resources, name, cancellationToken);
        }

        await using var get = ChildProcess.Start(
            kubectl,
            ["--context", context, "--namespace", secret.Namespaces.First(), "get", "secret", secret.Key.Secret, "--output", $"jsonpath={{.data.{secret.Key.Key}}}"]);
        var code = await get.ExitCodeAsync(Deadline.ServerReady);
        return code == 0
            ? Encoding.UTF8.GetString(Convert.FromBase64String(get.Output.Trim()))
            : throw new InvalidOperationException($"kubectl could not read the secret {name}: {get.Output}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (forward, _) in _forwards.Values)
        {
            await forward.DisposeAsync();
        }
    }

    private ClusterServer? Find(string resource) => graph.Servers.FirstOrDefault(server => server.Resource.Name == resource);

    [GeneratedRegex(@"Forwarding from 127\.0\.0\.1:(?<port>\d+)")]
    private static partial Regex LocalPort();
}
