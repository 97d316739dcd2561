using System.Globalization;
using k8s.Models;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Publishing.Objects;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Publishing.Checks;

/// <summary>
/// Reads the network policies as a cluster does, without looking at how they were made, and compares who may connect to whom with the
/// edges of the graph: nothing is missing, and nothing is open besides.
/// </summary>
internal sealed class NetworkCheck : IManifestCheck
{
    private static readonly string[] s_directions = ["Ingress", "Egress"];

    private readonly record struct Connection(string From, string To, int Port);

    /// <inheritdoc />
    public IEnumerable<Problem> Find(PublishedObjects objects, ClusterGraph graph)
    {
        // A pod on its node's network is an address to the others, not a pod.
        var pods = objects.Pods.Where(pod => pod.Template.Spec.HostNetwork != true).Select(pod => new Pod(pod)).ToList();
        var byName = pods.ToLookup(pod => pod.Labels[Labels.Name]);
        var policies = objects.Of<V1NetworkPolicy>().Select(pair => pair.Value).ToList();
        var taken = Read(policies, "Ingress", pods, byName);
        var opened = Read(policies, "Egress", pods, byName);
        var allowed = taken.Intersect(opened).ToHashSet();
        var expected = Expect(graph).ToHashSet();
        return
        [
            .. Closed(policies, pods, byName),
            .. expected.Except(allowed).Select(connection =>
                Problem(connection, "cannot connect, although the graph has them connected", "Publish a policy that allows it.")),
            .. allowed.Except(expected).Select(connection =>
                Problem(connection, "can connect, although nothing in the graph connects them", "Take it out of the policy.")),
        ];
    }

    private static Problem Problem(Connection connection, string what, string remedy) =>
        new($"{connection.From} to {connection.To}", $"port {connection.Port}", what, remedy);

    private static IEnumerable<Connection> Expect(ClusterGraph graph)
    {
        foreach (var edge in graph.Edges.Where(edge => !edge.From.Workload.SharesNode && !edge.To.Workload.SharesNode))
        {
            yield return new Connection(Pod.NameOf(edge.From.Namespace, edge.From.Name), Pod.NameOf(edge.To.Namespace, edge.To.Name), edge.Port.Number);
        }

        foreach (var route in graph.Routes)
        {
            yield return new Connection(
                Pod.NameOf(route.Gateway.Namespace, route.Gateway.Name), Pod.NameOf(route.Target.Namespace, route.Target.Name), route.Port.Number);
        }

        foreach (var server in graph.Servers.Where(server => server.SetUp is not null))
        {
            foreach (var port in server.Ports.Where(port => !port.IsPublic))
            {
                yield return new Connection(
                    Pod.NameOf(server.Namespace, SetUpWriter.GetName(server)), Pod.NameOf(server.Namespace, server.Name), port.Number);
            }
        }
    }

    // A pod that no policy selects may do everything.
    private static IEnumerable<Problem> Closed(List<V1NetworkPolicy> policies, List<Pod> pods, ILookup<string, Pod> byName) =>
        from direction in s_directions
        let closed = policies.Where(policy => policy.Spec.PolicyTypes.Contains(direction))
            .SelectMany(policy => Select(policy.Spec.PodSelector, pods, byName).Where(pod => pod.Namespace == policy.Metadata.NamespaceProperty)).ToHashSet()
        from pod in pods
        where !closed.Contains(pod)
        select new Problem(pod.Name, "networkpolicy", $"no policy closes its {direction.ToLowerInvariant()}", "Publish one that denies everything.");

    private static IEnumerable<Connection> Read(List<V1NetworkPolicy> policies, string direction, List<Pod> pods, ILookup<string, Pod> byName)
    {
        foreach (var policy in policies.Where(policy => policy.Spec.PolicyTypes.Contains(direction)))
        {
            var own = Select(policy.Spec.PodSelector, pods, byName).Where(pod => pod.Namespace == policy.Metadata.NamespaceProperty).ToList();
            IEnumerable<(IList<V1NetworkPolicyPeer> Peers, IList<V1NetworkPolicyPort> Ports)> rules = direction == "Ingress"
                ? (policy.Spec.Ingress ?? []).Select(rule => (rule.FromProperty, rule.Ports))
                : (policy.Spec.Egress ?? []).Select(rule => (rule.To, rule.Ports));
            foreach (var (peers, ports) in rules)
            {
                foreach (var other in peers.SelectMany(peer => FindPeers(peer, policy.Metadata.NamespaceProperty, pods, byName)))
                {
                    foreach (var pod in own.Where(pod => pod != other))
                    {
                        foreach (var port in ports.Where(port => port.Protocol != "UDP").Select(port => int.Parse(port.Port.Value, CultureInfo.InvariantCulture)))
                        {
                            yield return direction == "Ingress" ? new Connection(other.Name, pod.Name, port) : new Connection(pod.Name, other.Name, port);
                        }
                    }
                }
            }
        }
    }

    private static IEnumerable<Pod> FindPeers(V1NetworkPolicyPeer peer, string home, List<Pod> pods, ILookup<string, Pod> byName)
    {
        if (peer.IpBlock is not null)
        {
            // Addresses outside the cluster: what selects pods are labels.
            return [];
        }

        var found = Select(peer.PodSelector ?? new V1LabelSelector(), pods, byName);
        return peer.NamespaceSelector is { } selector
            ? found.Where(pod => selector.MatchLabels is null || selector.MatchLabels.All(pair => pair.Key == Labels.NamespaceName && pair.Value == pod.Namespace))
            : found.Where(pod => pod.Namespace == home);
    }

    private static IEnumerable<Pod> Select(V1LabelSelector selector, List<Pod> pods, ILookup<string, Pod> byName)
    {
        var candidates = selector.MatchLabels?.TryGetValue(Labels.Name, out var name) == true ? byName[name] : pods;
        return candidates.Where(pod => pod.Matches(selector));
    }

    private sealed class Pod(PublishedPod pod)
    {
        public string Namespace { get; } = pod.Namespace;

        public IDictionary<string, string> Labels { get; } = pod.Template.Metadata.Labels;

        public string Name => NameOf(Namespace, Labels[Objects.Labels.Name]);

        public static string NameOf(string home, string name) => $"{home}/{name}";

        public bool Matches(V1LabelSelector selector) =>
            selector.MatchLabels?.All(pair => Labels.TryGetValue(pair.Key, out var value) && value == pair.Value) != false;
    }
}
