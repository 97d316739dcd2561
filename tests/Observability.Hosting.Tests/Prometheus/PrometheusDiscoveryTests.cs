using System.Text.Json;
using Aspire.Hosting;
using Observability.Hosting.Model;
using Observability.Hosting.Prometheus;

namespace Observability.Hosting.Tests.Prometheus;

/// <summary>
/// What the discovery in a cluster makes of what the Kubernetes API tells, by a real promtool: Debian's is built without Kubernetes, so
/// a file tells the same labels in the API's place.
/// </summary>
public sealed class PrometheusDiscoveryTests : IDisposable
{
    private const string Service = "__meta_kubernetes_service";
    private const string Pod = "__meta_kubernetes_pod";
    private const string Node = "__meta_kubernetes_node";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    [Tier(Tier.Process)]
    public async Task Services_Annotated_HasTheResourcesNameAsJob()
    {
        var annotations = ScrapeAnnotations.Create(DistributedApplication.CreateBuilder(["--operation", "publish"])
            .AddContainer("loki", "loki").WithHttpEndpoint(targetPort: 3100).WithAnnotation(new MetricsAnnotation(Path: "/own")).Resource);

        var target = await FindAsync("kubernetes-service-endpoints", "10.1.2.3:9096",
        [
            .. annotations.Select(pair => new KeyValuePair<string, string>($"{Service}_annotation_{pair.Key.Replace('.', '_').Replace('/', '_')}", pair.Value)),
            new($"{Service}_name", "loki"),
            new("__meta_kubernetes_namespace", "obs"),
            new($"{Pod}_name", "loki-0"),
            new($"{Pod}_node_name", "node-1"),
        ]);

        Assert.Equal("10.1.2.3:3100", target["__address__"]);
        Assert.Equal("/own", target["__metrics_path__"]);
        Assert.Equal("http", target["__scheme__"]);
        Assert.Equal("loki", target["job"]);
        Assert.Equal(("obs", "loki-0", "node-1"), (target["namespace"], target["pod"], target["node"]));
    }

    [Fact]
    [Tier(Tier.Process)]
    public async Task Services_NotAnnotated_AreLeftAlone() =>
        Assert.Empty(await FindAsync("kubernetes-service-endpoints", "10.1.2.3:80", [new($"{Service}_name", "other")]));

    [Theory]
    [Tier(Tier.Process)]
    [InlineData("Running", "shop", "shop")]
    [InlineData("Running", "", "main")]
    [InlineData("Succeeded", "shop", null)]
    public async Task Pods_Annotated_AreScrapedWhileTheyRun(string phase, string label, string? job)
    {
        var target = await FindAsync("kubernetes-pods", "[fd00::1]:8080",
        [
            new($"{Pod}_annotation_prometheus_io_scrape", "true"),
            new($"{Pod}_annotation_prometheus_io_port", "9000"),
            new($"{Pod}_annotation_prometheus_io_scheme", "https"),
            new($"{Pod}_phase", phase),
            new($"{Pod}_container_name", "main"),
            new($"{Pod}_label_app_kubernetes_io_name", label),
        ]);

        Assert.Equal(job, target.GetValueOrDefault("job"));
        Assert.Equal(job is null ? null : "[fd00::1]:9000", target.GetValueOrDefault("__address__"));
        Assert.Equal(job is null ? null : "https", target.GetValueOrDefault("__scheme__"));
    }

    [Theory]
    [Tier(Tier.Process)]
    [InlineData("kube-controller-manager", "10.0.0.1:10257", "https")]
    [InlineData("kube-scheduler", "10.0.0.1:10259", "https")]
    [InlineData("etcd", "10.0.0.1:2381", "http")]
    [InlineData("kubernetes-nodes-cadvisor", "10.0.0.1:10250", "https")]
    public async Task Nodes_OfTheControlPlane_AreAskedAtTheirPort(string job, string address, string scheme)
    {
        var target = await FindAsync(job, "10.0.0.1:10250",
        [
            new($"{Node}_labelpresent_node_role_kubernetes_io_control_plane", "true"),
            new($"{Node}_name", "node-1"),
        ]);

        Assert.Equal((address, scheme, job, "node-1"), (target["__address__"], target["__scheme__"], target["job"], target["node"]));
    }

    [Fact]
    public async Task Config_Cluster_NamesOnlyWhatDiscoveryWouldScrapeWrongly()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var prometheus = builder.AddPrometheus("prometheus")
            .WithScrapeTarget(builder.AddLoki("loki"))
            .WithScrapeTarget(builder.AddPushgateway("pushgateway"))
            .WithControlPlaneTargets()
            .WithApprovedKubeletCertificates();

        var file = Assert.Single(prometheus.Resource.Annotations.OfType<ConfigFileAnnotation>()).File;
        var text = await file.Write(
            new ServerContext(prometheus.Resource, PrometheusFacts.Server.ImageVersion, root: null, builder.ExecutionContext),
            TestContext.Current.CancellationToken);

        Assert.Contains("job_name: pushgateway", text, StringComparison.Ordinal);
        Assert.DoesNotContain("job_name: loki", text, StringComparison.Ordinal);
        Assert.DoesNotContain("job_name: prometheus", text, StringComparison.Ordinal);
        Assert.Contains("job_name: etcd", text, StringComparison.Ordinal);
        Assert.Contains("ca.crt", text, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    // The labels that one target is scraped with; empty where it is not.
    private async Task<Dictionary<string, string>> FindAsync(string job, string address, IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        var promtool = Requires.Promtool();
        var found = _folder.Write("targets.json", JsonSerializer.Serialize(new[]
        {
            new { targets = new[] { address }, labels = labels.ToDictionary() },
        }));
        var secret = _folder.Write("secret", "token");
        var config = PrometheusConfigWriter.Write(
            new PrometheusConfig(TimeSpan.FromSeconds(15), TimeSpan.FromDays(1), [], [], [], new PrometheusDiscovery(false, true)),
            new Version(2, 42));
        foreach (var role in new[] { "endpointslice", "pod", "node" })
        {
            config = config.Replace(
                $"kubernetes_sd_configs:\n      - role: {role}\n", $"file_sd_configs:\n      - files: ['{found}']\n", StringComparison.Ordinal);
        }

        config = config
            .Replace("/var/run/secrets/kubernetes.io/serviceaccount/token", secret, StringComparison.Ordinal)
            .Replace("ca_file: /var/run/secrets/kubernetes.io/serviceaccount/ca.crt", "insecure_skip_verify: true", StringComparison.Ordinal);
        var path = _folder.Write("prometheus.yml", config);

        // Its log would come in the middle of its answer.
        await using var tool = ChildProcess.Start(
            "/bin/sh",
            ["-c", "exec \"$0\" \"$@\" 2>/dev/null", promtool, "check", "service-discovery", "--timeout=2s", path, job],
            _folder.Path);

        Assert.Equal(0, await tool.ExitCodeAsync(Deadline.ServerReady));
        using var answer = JsonDocument.Parse(tool.Output);
        return answer.RootElement[0].GetProperty("labels").Deserialize<Dictionary<string, string>>()!;
    }
}
