using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;
using Observability.Hosting.Prometheus;

namespace Observability.Hosting.Tests.Prometheus;

public class PrometheusGraphTests
{
    [Fact]
    public void Verbs_Targets_BecomeEdgesOnceEach()
    {
        var builder = DistributedApplication.CreateBuilder();
        var pushgateway = builder.AddPushgateway("pushgateway");
        var alertmanager = builder.AddAlertmanager("alertmanager");

        builder.AddPrometheus("prometheus")
            .WithScrapeTarget(pushgateway)
            .WithScrapeTarget(pushgateway)
            .WithScrapeTarget(alertmanager)
            .WithAlertmanager(alertmanager);

        Assert.Equal(
            ["Scrape prometheus -> prometheus.http",
             "Scrape prometheus -> pushgateway.http",
             "Scrape prometheus -> alertmanager.http",
             "Alert prometheus -> alertmanager.http"],
            builder.Resources.GetEdges().Select(edge => $"{edge.Kind} {edge.From.Name} -> {edge.To.Resource.Name}.{edge.To.EndpointName}"));
    }

    [Fact]
    public void AddPrometheus_Publish_IsTheVendorsContainerWhateverIsOnThisMachine()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);

        var prometheus = builder.AddPrometheus("prometheus").Resource;

        Assert.IsType<PrometheusContainer>(prometheus);
        Assert.True(prometheus.TryGetContainerImageName(out var image));
        Assert.Equal("quay.io/prometheus/prometheus:v3.14.0", image);
    }

    [Fact]
    public async Task AddPrometheus_Publish_ArgumentsAreTheImagesOwnPaths()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var prometheus = builder.AddPrometheus("prometheus").Resource;

        var configured = await ExecutionConfigurationBuilder.Create(prometheus)
            .WithArgumentsConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(
            ["--config.file=/etc/prometheus/prometheus.yml",
             "--storage.tsdb.path=/prometheus",
             "--web.listen-address=0.0.0.0:{prometheus.bindings.http.targetPort}",
             "--web.enable-lifecycle",
             "--web.enable-remote-write-receiver"],
            configured.Arguments.Select(argument => argument.Value));
    }

    [Fact]
    public void WithScrapeTarget_TargetWithToken_KeepsItInASensitiveFileOnly()
    {
        var builder = DistributedApplication.CreateBuilder();
        var token = builder.AddParameter("token", "canary-value", secret: true);
        var target = builder.AddPushgateway("pushgateway")
            .WithAnnotation(new MetricsAnnotation(BearerToken: new SecretReference(token.Resource)));

        var prometheus = builder.AddPrometheus("prometheus").WithScrapeTarget(target);

        var file = Assert.Single(prometheus.Resource.Annotations.OfType<ConfigFileAnnotation>(), annotation => annotation.File.Sensitive).File;
        Assert.Equal("/etc/prometheus/tokens/pushgateway", file.Path);
    }

    [Fact]
    public void SecretReference_PlainParameter_IsRefused()
    {
        var builder = DistributedApplication.CreateBuilder();
        var parameter = builder.AddParameter("plain", "value");

        var error = Assert.Throws<ArgumentException>(() => new SecretReference(parameter.Resource));

        Assert.Contains("'plain' is not secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SecretReference_ToString_IsTheNameNeverTheValue()
    {
        var builder = DistributedApplication.CreateBuilder();
        var parameter = builder.AddParameter("token", "canary-value", secret: true);

        Assert.Equal("{token}", new SecretReference(parameter.Resource).ToString());
    }
}
