using k8s.Models;
using Observability.Hosting.Publishing.Graph;

namespace Observability.Hosting.Publishing.Objects;

/// <summary>
/// Who may talk to whom: the edges of the graph, and nothing else (design decision D9). A policy for each namespace denies everything and
/// lets names be resolved; each server adds what its edges need, on both sides.
/// </summary>
internal static class NetworkPolicyWriter
{
    /// <summary>Port of every DNS server.</summary>
    public const int DnsPort = 53;

    /// <summary>Port of the kubelet (https://kubernetes.io/docs/reference/networking/ports-and-protocols/).</summary>
    public const int KubeletPort = 10250;

    /// <summary>Ports of cert-manager's pods that answer an authority's challenge (https://cert-manager.io/docs/configuration/acme/http01/).</summary>
    public const int ChallengePort = 8089;

    /// <summary>Ports of an API server: of its Service, and of itself, which is what some network plug-ins see.</summary>
    public static readonly int[] ApiPorts = [443, 6443];

    private const string Api = "networking.k8s.io/v1";
    private const string ChallengeLabel = "acme.cert-manager.io/http01-solver";

    // Of every control plane's etcd, scheduler and controller manager.
    private static readonly int[] s_controlPlanePorts = [2381, 10257, 10259];

    /// <summary>What is denied in a namespace, and what everybody in it may.</summary>
    public static IEnumerable<V1NetworkPolicy> WriteDefaults(string @namespace)
    {
        yield return Policy("default-deny", @namespace, new V1LabelSelector(), [], []);
        yield return Policy(
            "allow-dns",
            @namespace,
            new V1LabelSelector(),
            null,
            [
                new V1NetworkPolicyEgressRule
                {
                    To = [new V1NetworkPolicyPeer { NamespaceSelector = Namespace("kube-system") }],
                    Ports = [Port(DnsPort, "UDP"), Port(DnsPort, "TCP")],
                },
            ]);
    }

    /// <summary>Lets cert-manager's pods answer, which come and go in the namespace of the Ingress objects.</summary>
    public static V1NetworkPolicy WriteChallenges(string @namespace, IEnumerable<ClusterServer> gateways) => Policy(
        "allow-acme-challenges",
        @namespace,
        new V1LabelSelector { MatchLabels = new Dictionary<string, string> { [ChallengeLabel] = "true" } },
        [
            new V1NetworkPolicyIngressRule
            {
                FromProperty = [.. gateways.Select(gateway => Peer(gateway, @namespace))],
                Ports = [Port(ChallengePort)],
            },
        ],
        null);

    /// <summary>What a server's edges need; null for a server that has none, or that uses its node's network, which no policy holds.</summary>
    public static V1NetworkPolicy? Write(ClusterServer server, ClusterGraph graph)
    {
        if (server.Workload.SharesNode)
        {
            return null;
        }

        var ingress = Ingress(server, graph).ToList();
        var egress = Egress(server, graph).ToList();
        if (ingress.Count == 0 && egress.Count == 0)
        {
            return null;
        }

        var policy = Policy(server.Name, server.Namespace, new V1LabelSelector { MatchLabels = Labels.Select(server.Name) }, ingress, egress);
        policy.Metadata.Labels = Labels.Of(server);
        return policy;
    }

    /// <summary>The policy of a job that is done to a server once.</summary>
    public static V1NetworkPolicy WriteSetUp(ClusterServer server, string job)
    {
        var policy = Policy(
            job,
            server.Namespace,
            new V1LabelSelector { MatchLabels = Labels.Select(job) },
            null,
            [
                new V1NetworkPolicyEgressRule
                {
                    To = [Peer(server, server.Namespace)],
                    Ports = [.. server.Ports.Where(port => !port.IsPublic).Select(port => Port(port.Number))],
                },
            ]);
        policy.Metadata.Labels = Labels.Of(server);
        return policy;
    }

    private static IEnumerable<V1NetworkPolicyIngressRule> Ingress(ClusterServer server, ClusterGraph graph)
    {
        // One rule for each port: who may come is the same whatever they come for.
        foreach (var port in server.Ports)
        {
            if (port.IsPublic || port.IsForNode)
            {
                yield return new V1NetworkPolicyIngressRule { FromProperty = Anywhere(), Ports = [Port(port.Number)] };
                continue;
            }

            var callers = graph.EdgesTo(server)
                .Where(edge => edge.Port == port)
                .Select(edge => edge.From)
                .Concat(graph.Routes.Where(route => route.Target == server && route.Port == port).Select(route => route.Gateway))
                .Distinct()
                .OrderBy(caller => caller.Name, StringComparer.Ordinal)
                .ToList();
            var peers = new List<V1NetworkPolicyPeer>();
            peers.AddRange(callers.Where(caller => !caller.Workload.SharesNode).Select(caller => Peer(caller, server.Namespace)));
            if (callers.Exists(caller => caller.Workload.SharesNode))
            {
                peers.AddRange(Anywhere());
            }

            if (server.SetUp is not null)
            {
                peers.Add(new V1NetworkPolicyPeer { PodSelector = new V1LabelSelector { MatchLabels = Labels.Select(SetUpWriter.GetName(server)) } });
            }

            if (peers.Count > 0)
            {
                yield return new V1NetworkPolicyIngressRule { FromProperty = peers, Ports = [Port(port.Number)] };
            }
        }
    }

    private static IEnumerable<V1NetworkPolicyEgressRule> Egress(ClusterServer server, ClusterGraph graph)
    {
        var called = graph.EdgesFrom(server).Select(edge => (edge.To, edge.Port))
            .Concat(graph.Routes.Where(route => route.Gateway == server).Select(route => (To: route.Target, route.Port)))
            .Distinct()
            .GroupBy(pair => pair.To)
            .OrderBy(group => group.Key.Name, StringComparer.Ordinal);
        foreach (var group in called)
        {
            yield return new V1NetworkPolicyEgressRule
            {
                To = group.Key.Workload.SharesNode ? Anywhere() : [Peer(group.Key, server.Namespace)],
                Ports = [.. group.Select(pair => pair.Port.Number).Distinct().Order().Select(port => Port(port))],
            };
        }

        // The addresses of nodes, of the API server and of the internet are not known here; the ports are.
        var outside = new SortedSet<int>();
        if (server.Workload.ApiRules.Count > 0)
        {
            outside.UnionWith(ApiPorts);
        }

        if (server.Workload.AsksKubelets)
        {
            outside.Add(KubeletPort);
            if (graph.Cluster.HasControlPlaneMetrics)
            {
                outside.UnionWith(s_controlPlanePorts);
            }
        }

        if (server.Workload.CallsOut || graph.Cluster.GetBucket(server.Resource) is not null)
        {
            outside.Add(443);
        }

        if (outside.Count > 0)
        {
            yield return new V1NetworkPolicyEgressRule { To = Anywhere(), Ports = [.. outside.Select(port => Port(port))] };
        }

        if (server.Ports.Any(port => port.IsPublic))
        {
            yield return new V1NetworkPolicyEgressRule
            {
                To = [new V1NetworkPolicyPeer { PodSelector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { [ChallengeLabel] = "true" } } }],
                Ports = [Port(ChallengePort)],
            };
        }
    }

    private static V1NetworkPolicyPeer Peer(ClusterServer server, string from) => new()
    {
        NamespaceSelector = server.Namespace == from ? null : Namespace(server.Namespace),
        PodSelector = new V1LabelSelector { MatchLabels = Labels.Select(server.Name) },
    };

    private static List<V1NetworkPolicyPeer> Anywhere() =>
        [new() { IpBlock = new V1IPBlock { Cidr = "0.0.0.0/0" } }, new() { IpBlock = new V1IPBlock { Cidr = "::/0" } }];

    private static V1LabelSelector Namespace(string name) => new() { MatchLabels = new Dictionary<string, string> { [Labels.NamespaceName] = name } };

    private static V1NetworkPolicyPort Port(int number, string protocol = "TCP") => new() { Port = number, Protocol = protocol };

    private static V1NetworkPolicy Policy(
        string name,
        string @namespace,
        V1LabelSelector pods,
        IList<V1NetworkPolicyIngressRule>? ingress,
        IList<V1NetworkPolicyEgressRule>? egress) => new()
    {
        ApiVersion = Api,
        Kind = "NetworkPolicy",
        Metadata = new V1ObjectMeta
        {
            Name = name,
            NamespaceProperty = @namespace,
            Labels = new Dictionary<string, string> { [Labels.PartOf] = Labels.Stack },
        },
        Spec = new V1NetworkPolicySpec
        {
            PodSelector = pods,
            PolicyTypes = [.. new[] { ingress is null ? null : "Ingress", egress is null ? null : "Egress" }.OfType<string>()],
            Ingress = ingress is { Count: > 0 } ? ingress : null,
            Egress = egress is { Count: > 0 } ? egress : null,
        },
    };
}
