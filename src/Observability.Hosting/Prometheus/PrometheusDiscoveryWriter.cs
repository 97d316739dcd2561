using Observability.Hosting.Model;

namespace Observability.Hosting.Prometheus;

/// <summary>
/// Writes the scrape jobs that find their targets through the Kubernetes API
/// (https://prometheus.io/docs/prometheus/latest/configuration/configuration/#kubernetes_sd_config).
/// </summary>
internal static class PrometheusDiscoveryWriter
{
    private const string ServiceAccount = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const string Service = "__meta_kubernetes_service";
    private const string Pod = "__meta_kubernetes_pod";
    private const string Node = "__meta_kubernetes_node";

    /// <summary>The jobs, in a fixed order.</summary>
    public static IEnumerable<YamlMap> Write(PrometheusDiscovery discovery)
    {
        yield return Services();
        yield return Pods();
        yield return Kubelet("kubernetes-nodes", null, discovery);
        yield return Kubelet("kubernetes-nodes-cadvisor", "/metrics/cadvisor", discovery);
        if (discovery.ControlPlane)
        {
            yield return ApiServer();

            // Both sign their certificates themselves (https://kubernetes.io/docs/reference/networking/ports-and-protocols/).
            yield return ControlPlane("kube-controller-manager", 10257, isTls: true);
            yield return ControlPlane("kube-scheduler", 10259, isTls: true);
            yield return ControlPlane("etcd", 2381, isTls: false);
        }
    }

    // The job is the Service's name, which is the resource's: a query is the same on the laptop and in the cluster.
    private static YamlMap Services() => Job("kubernetes-service-endpoints", "endpointslice",
    [
        Keep($"{Service}_annotation_prometheus_io_scrape", "true"),
        .. Annotated(Service),
        Copy($"{Service}_name", "job"),
        Copy("__meta_kubernetes_namespace", "namespace"),
        Copy($"{Service}_name", "service"),
        Copy($"{Pod}_name", "pod"),
        Copy($"{Pod}_node_name", "node"),
    ]);

    private static YamlMap Pods() => Job("kubernetes-pods", "pod",
    [
        Keep($"{Pod}_annotation_prometheus_io_scrape", "true"),
        new YamlMap().Add("source_labels", Labels($"{Pod}_phase")).Add("regex", "Pending|Succeeded|Failed").Add("action", "drop"),
        .. Annotated(Pod),
        Copy($"{Pod}_container_name", "job"),

        // Where the pod says what it is, that is the better name.
        Copy($"{Pod}_label_app_kubernetes_io_name", "job", "(.+)"),
        Copy("__meta_kubernetes_namespace", "namespace"),
        Copy($"{Pod}_name", "pod"),
        Copy($"{Pod}_node_name", "node"),
    ]);

    // By the node's address, which always leads to it; its name resolves on some clusters only.
    private static YamlMap Kubelet(string name, string? path, PrometheusDiscovery discovery) =>
        WithServiceAccount(Job(name, "node", [Copy($"{Node}_name", "node")]).Add("metrics_path", path), verify: discovery.VerifyKubelets);

    private static YamlMap ApiServer() => WithServiceAccount(
        Job("kube-apiserver", "endpointslice",
        [
            new YamlMap()
                .Add("source_labels", Labels("__meta_kubernetes_namespace", $"{Service}_name", "__meta_kubernetes_endpointslice_port_name"))
                .Add("regex", "default;kubernetes;https")
                .Add("action", "keep"),
        ]),
        verify: true);

    private static YamlMap ControlPlane(string name, int port, bool isTls)
    {
        var job = Job(name, "node",
        [
            Keep($"{Node}_labelpresent_node_role_kubernetes_io_control_plane", "true"),
            new YamlMap()
                .Add("source_labels", Labels("__address__"))
                .Add("regex", @"(.+):\d+")
                .Add("replacement", $"$1:{port}")
                .Add("target_label", "__address__"),
            Copy($"{Node}_name", "node"),
        ]);
        return isTls ? WithServiceAccount(job, verify: false) : job;
    }

    // What the three other annotations say takes the place of what discovery has guessed.
    private static IEnumerable<YamlMap> Annotated(string role) =>
    [
        Copy($"{role}_annotation_prometheus_io_scheme", "__scheme__", "(https?)"),
        Copy($"{role}_annotation_prometheus_io_path", "__metrics_path__", "(.+)"),
        new YamlMap()
            .Add("source_labels", Labels("__address__", $"{role}_annotation_prometheus_io_port"))
            .Add("regex", @"(.+?)(?::\d+)?;(\d+)")
            .Add("replacement", "$1:$2")
            .Add("target_label", "__address__"),
    ];

    private static YamlMap Job(string name, string role, IEnumerable<YamlMap> relabel) => new YamlMap()
        .Add("job_name", name)
        .Add("kubernetes_sd_configs", new[] { new YamlMap().Add("role", role) })
        .Add("relabel_configs", relabel);

    private static YamlMap WithServiceAccount(YamlMap job, bool verify) => job
        .Add("scheme", "https")
        .Add("authorization", new YamlMap().Add("credentials_file", ServiceAccount + "/token"))
        .Add("tls_config", verify
            ? new YamlMap().Add("ca_file", ServiceAccount + "/ca.crt")
            : new YamlMap().Add("insecure_skip_verify", true));

    private static YamlMap Keep(string label, string value) =>
        new YamlMap().Add("source_labels", Labels(label)).Add("regex", new YamlQuoted(value)).Add("action", "keep");

    private static YamlMap Copy(string label, string to, string? pattern = null) =>
        new YamlMap().Add("source_labels", Labels(label)).Add("regex", pattern).Add("target_label", to);

    private static string[] Labels(params string[] labels) => labels;
}
