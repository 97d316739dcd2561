using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.Publishing.Tree;
using Observability.Hosting.Targets;

namespace Observability.Hosting.Tests.Publishing;

/// <summary>What differs from one kind of cluster to the next.</summary>
public sealed class TargetsTests
{
    [Fact]
    public async Task Doks_Terraform_HasOnePoolInTheClusterAndTheOthersBeside()
    {
        var rig = new PublishRig();
        var files = await WriteAsync(rig, rig.Builder.AddDoks("doks", "lon1").WithNodePool("fixed", "s-4vcpu-8gb").WithNodePool("burst", "s-2vcpu-4gb", maximum: 3));

        var cluster = files["doks/terraform/cluster.tf"];
        Assert.Equal(2, cluster.Split("node_pool").Length - 1);
        Assert.Contains("resource \"digitalocean_kubernetes_node_pool\" \"burst\"", cluster, StringComparison.Ordinal);

        // A maintenance policy has no effect without.
        Assert.Contains("auto_upgrade = true", cluster, StringComparison.Ordinal);
        Assert.Contains("max_nodes  = 3", cluster, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doks_PodWithAVolume_PrefersTheFirstPool()
    {
        var rig = new PublishRig();
        rig.AddServer("store", 8000, new Workload(10, 16, 32) { StorageGiB = 1 }).WithDataFolder("/data");
        var files = await WriteAsync(rig, rig.Builder.AddDoks("doks", "lon1").WithNodePool("fixed", "s-4vcpu-8gb").WithNodePool("burst", "s-2vcpu-4gb", maximum: 3));

        var pod = files["doks/store/statefulset.yaml"];
        Assert.Contains("preferredDuringScheduling", pod, StringComparison.Ordinal);
        Assert.Contains("storageClassName: do-block-storage", pod, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Talos_WithoutAStorageClass_NamesTheParameter()
    {
        var rig = new PublishRig();
        var target = rig.Builder.AddTalos("talos");

        var exception = await Assert.ThrowsAsync<MissingParameterValueException>(() => rig.ReadAsync(target.Resource));

        Assert.Contains("talos-storage-class", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Talos_NothingChosen_PatchesNoMachine()
    {
        var rig = new PublishRig("--Parameters:talos-storage-class=local-path");
        var files = await WriteAsync(rig, rig.Builder.AddTalos("talos"));

        Assert.DoesNotContain(files.Keys, path => path.Contains("machine-config", StringComparison.Ordinal) || path.Contains("load-balancer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Talos_MetalLB_IsConfiguredByItsOwnKinds()
    {
        var rig = new PublishRig("--Parameters:talos-storage-class=local-path");
        var files = await WriteAsync(rig, rig.Builder.AddTalos("talos").WithMetalLB("192.0.2.10-192.0.2.20"));

        Assert.Contains("kind: L2Advertisement", files["talos/load-balancer/metallb.yaml"], StringComparison.Ordinal);
        Assert.DoesNotContain("talos/machine-config/host-dns.yaml", files.Keys);
    }

    [Fact]
    public async Task ControlPlane_DoksAndTalos_IsScrapedWhereItIsOpen()
    {
        var rig = new PublishRig("--Parameters:talos-storage-class=local-path");
        rig.Builder.AddPrometheus("prometheus");
        var doks = await WriteAsync(rig, rig.Builder.AddDoks("doks", "lon1"));
        var talos = await WriteAsync(rig, rig.Builder.AddTalos("talos").WithControlPlaneMetrics());

        Assert.DoesNotContain("etcd", doks["doks/prometheus/configmap.yaml"], StringComparison.Ordinal);
        Assert.Contains("job_name: etcd", talos["talos/prometheus/configmap.yaml"], StringComparison.Ordinal);
        Assert.Contains("listen-metrics-urls: http://0.0.0.0:2381", talos["talos/machine-config/control-plane-metrics.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bucket_OfOneTarget_IsNotTheOthers()
    {
        var rig = new PublishRig("--Parameters:talos-storage-class=local-path");
        var loki = rig.Builder.AddLoki("loki");
        var doks = await WriteAsync(rig, rig.Builder.AddDoks("doks", "lon1").WithNodePool("one", "s-4vcpu-8gb").WithSpaces(loki, "logs-of-ours"));
        var talos = await WriteAsync(rig, rig.Builder.AddTalos("talos"));

        Assert.Contains("bucketnames: 'logs-of-ours'", doks["doks/loki/configmap.yaml"], StringComparison.Ordinal);
        Assert.Contains("LOKI_S3_ACCESS_KEY", doks["doks/loki/statefulset.yaml"], StringComparison.Ordinal);
        Assert.Contains("digitalocean_spaces_bucket", doks["doks/terraform/buckets.tf"], StringComparison.Ordinal);
        Assert.Contains("filesystem", talos["talos/loki/configmap.yaml"], StringComparison.Ordinal);
        Assert.DoesNotContain("LOKI_S3_ACCESS_KEY", talos["talos/loki/statefulset.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doks_Terraform_HasEachBucketOnceAndNamesThatItTakes()
    {
        var rig = new PublishRig();
        var files = await WriteAsync(rig, rig.Builder.AddDoks("doks", "lon1")
            .WithNodePool("fixed", "s-4vcpu-8gb")
            .WithNodePool("4cpu", "s-4vcpu-8gb")
            .WithSpaces(rig.AddServer("one", 8001), "logs")
            .WithSpaces(rig.AddServer("two", 8002), "logs")
            .WithSpaces(rig.AddServer("three", 8003), "2026.logs")
            .WithSpaces(rig.AddServer("four", 8004), "2026-logs"));

        Assert.Equal(["_2026_logs", "_2026-logs", "logs"], FindNames(files["doks/terraform/buckets.tf"], "digitalocean_spaces_bucket"));
        Assert.Equal(["_4cpu"], FindNames(files["doks/terraform/cluster.tf"], "digitalocean_kubernetes_node_pool"));
    }

    [Fact]
    public async Task Images_MirrorAndDigest_AreSaidInOnePlace()
    {
        var rig = new PublishRig("--Stack:ImageRegistry=mirror.example/hub", "--Stack:Images:other=quay.example/other@sha256:0123");
        rig.AddServer("store", 8000);
        rig.AddServer("other", 8001);
        var files = await WriteAsync(rig, rig.Builder.AddGenericCluster("any"));

        Assert.Contains("image: mirror.example/hub/store:1.0", files["any/store/deployment.yaml"], StringComparison.Ordinal);
        Assert.Contains("image: quay.example/other@sha256:0123", files["any/other/deployment.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Targets_AreNotInTheGraph()
    {
        var builder = DistributedApplication.CreateBuilder([]);
        builder.AddDoks("doks", "lon1");
        builder.AddTalos("talos");

        Assert.Empty(builder.Resources);
    }

    [Fact]
    public void Pool_Twice_IsRefused()
    {
        var rig = new PublishRig();
        var target = rig.Builder.AddDoks("doks", "lon1").WithNodePool("fixed", "s-4vcpu-8gb");

        Assert.Throws<ArgumentException>(() => target.WithNodePool("fixed", "s-4vcpu-8gb"));
        Assert.Throws<ArgumentOutOfRangeException>(() => target.WithNodePool("other", "s-4vcpu-8gb", count: 3, maximum: 2));
    }

    // resource "digitalocean_spaces_bucket" "logs" {
    private static IEnumerable<string> FindNames(string text, string kind) =>
        from line in text.Split('\n')
        where line.StartsWith($"resource \"{kind}\" ", StringComparison.Ordinal)
        select line.Split('"')[3];

    private static async Task<Dictionary<string, string>> WriteAsync(PublishRig rig, IResourceBuilder<ClusterTarget> target) =>
        (await rig.WriteAsync(target.Resource)).ToDictionary(file => file.Path, (ManifestFile file) => file.Text);
}
