using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.KubeStateMetrics;

public class KubeStateMetricsTests
{
    [Fact]
    public async Task AddKubeStateMetrics_Publish_IsTheVendorsContainerAndKeepsTheLabelsOfItsSamples()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);

        var metrics = builder.AddKubeStateMetrics("kube-state-metrics").Resource;

        Assert.True(metrics.TryGetContainerImageName(out var image));
        Assert.Equal("registry.k8s.io/kube-state-metrics/kube-state-metrics:v2.20.0", image);
        Assert.True(Assert.Single(metrics.Annotations.OfType<MetricsAnnotation>()).HonorLabels);
        Assert.Single(metrics.Annotations.OfType<ClusterOnlyAnnotation>());
        var probes = Assert.Single(metrics.Annotations.OfType<ProbesAnnotation>());
        Assert.Equal((Probe.Http("/readyz", "telemetry"), Probe.Http("/livez")), (probes.Readiness, probes.Liveness));
        var configured = await ExecutionConfigurationBuilder.Create(metrics)
            .WithArgumentsConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        var arguments = configured.Arguments.Select(argument => argument.Value).ToList();
        Assert.Equal(["--port=8080", "--telemetry-port=8081"], arguments[..2]);

        // Who could list Secrets could read them.
        Assert.StartsWith("--resources=", arguments[2], StringComparison.Ordinal);
        Assert.DoesNotContain("secrets", arguments[2], StringComparison.Ordinal);
    }
}
