using System.Globalization;
using Observability.Hosting.Model;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Publishing.Tree;

namespace Observability.Hosting.Targets.Talos;

/// <summary>
/// Writes patches of the machines' configuration, one for each choice
/// (https://www.talos.dev/latest/reference/configuration/): <c>talosctl patch machineconfig --patch @file</c>.
/// </summary>
internal static class TalosMachineConfigWriter
{
    /// <summary>The files.</summary>
    public static IEnumerable<ManifestFile> Write(TalosTarget target, ClusterGraph graph)
    {
        var folder = $"{target.Name}/machine-config";
        if (target.LoadBalancer == TalosLoadBalancer.Cilium)
        {
            // Cilium's masquerading in BPF drops the answers of the host's resolver, and with them the names of the whole cluster
            // (https://github.com/siderolabs/talos/issues/8698). Nothing here needs the names of nodes: kubelets are asked by address.
            yield return ManifestFile.FromMaps($"{folder}/host-dns.yaml", Machine(new YamlMap()
                .Add("features", new YamlMap()
                    .Add("hostDNS", new YamlMap().Add("enabled", true).Add("forwardKubeDNSToHost", false)))));
        }

        if (graph.Cluster.HasKubeletCertificates)
        {
            yield return ManifestFile.FromMaps($"{folder}/kubelet-certificates.yaml", Machine(new YamlMap()
                .Add("kubelet", new YamlMap()
                    .Add("extraArgs", new YamlMap().Add("rotate-server-certificates", new YamlQuoted("true"))))));
        }

        if (graph.Cluster.HasControlPlaneMetrics)
        {
            var everywhere = new YamlMap().Add("extraArgs", new YamlMap().Add("bind-address", "0.0.0.0"));
            yield return ManifestFile.FromMaps($"{folder}/control-plane-metrics.yaml", new YamlMap()
                .Add("cluster", new YamlMap()
                    .Add("controllerManager", everywhere)
                    .Add("scheduler", everywhere)
                    .Add("etcd", new YamlMap()
                        .Add("extraArgs", new YamlMap().Add("listen-metrics-urls", "http://0.0.0.0:2381")))));
        }

        if (FindMachineLogs(graph) is { } port)
        {
            // To the port that the shipper of this very machine opens on it.
            var url = string.Create(CultureInfo.InvariantCulture, $"tcp://127.0.0.1:{port.Number}/");
            yield return ManifestFile.FromMaps(
                $"{folder}/machine-logs.yaml",
                Machine(new YamlMap()
                    .Add("logging", new YamlMap()
                        .Add("destinations", new[] { new YamlMap().Add("endpoint", url).Add("format", "json_lines") }))),
                new YamlMap()
                    .Add("apiVersion", "v1alpha1")
                    .Add("kind", "KmsgLogConfig")
                    .Add("name", "observability")
                    .Add("url", url));
        }
    }

    private static ClusterPort? FindMachineLogs(ClusterGraph graph) =>
        graph.Servers.SelectMany(server => server.Ports).FirstOrDefault(port => port.IsForNode);

    private static YamlMap Machine(YamlMap content) => new YamlMap().Add("machine", content);
}
