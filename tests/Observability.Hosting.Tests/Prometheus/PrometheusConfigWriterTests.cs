using Observability.Hosting.Prometheus;

namespace Observability.Hosting.Tests.Prometheus;

[Tier(Tier.Golden)]
public class PrometheusConfigWriterTests
{
    private static readonly PrometheusConfig s_full = new(
        TimeSpan.FromSeconds(15),
        TimeSpan.FromDays(15),
        ["/etc/prometheus/rules/host.yml", "/etc/prometheus/rules/stack.yml"],
        ["alertmanager:9093"],
        [
            new PrometheusJob("prometheus", "prometheus:9090", "/metrics", false, null, null),
            new PrometheusJob("pushgateway", "pushgateway:9091", "/metrics", true, null, null),
            new PrometheusJob("cloud-exporter", "cloud-exporter:9212", "/own/metrics", false, TimeSpan.FromMinutes(2), "/etc/prometheus/tokens/cloud-exporter"),
        ]);

    [Theory]
    [InlineData("2.42.0", "prometheus-2.42.yml")]
    [InlineData("3.14.0", "prometheus-3.14.yml")]
    public void Write_FullConfig_MatchesGoldenFileOfVersion(string version, string golden) =>
        GoldenFile.Matches($"Prometheus/Golden/{golden}", PrometheusConfigWriter.Write(s_full, Version.Parse(version)));

    [Theory]
    [InlineData(false, false, "cluster.yml")]
    [InlineData(true, true, "cluster-all.yml")]
    public void Write_Cluster_MatchesGoldenFile(bool verifyKubelets, bool controlPlane, string golden) => GoldenFile.Matches(
        $"Prometheus/Golden/{golden}",
        PrometheusConfigWriter.Write(
            s_full with { Jobs = [s_full.Jobs[1]], Discovery = new PrometheusDiscovery(verifyKubelets, controlPlane) }, new Version(3, 14)));

    [Fact]
    public void Write_NothingButItself_LeavesOutEmptySections()
    {
        var config = new PrometheusConfig(
            TimeSpan.FromSeconds(5), TimeSpan.FromDays(1), [], [], [new PrometheusJob("p", "p:9090", "/metrics", false, null, null)]);

        GoldenFile.Matches("Prometheus/Golden/smallest.yml", PrometheusConfigWriter.Write(config, new Version(2, 42)));
    }

    [Theory]
    [InlineData("evil: name")]
    [InlineData("- dash")]
    [InlineData("#hash")]
    [InlineData("yes")]
    [InlineData("1.5")]
    [InlineData("multi\nline")]
    [InlineData("quote\"and'both")]
    public void Write_NameThatYamlWouldReadOtherwise_ComesBackAsWritten(string name)
    {
        var config = new PrometheusConfig(
            TimeSpan.FromSeconds(5), TimeSpan.FromDays(1), [], [], [new PrometheusJob(name, "p:9090", "/metrics", false, null, null)]);

        var document = YamlDocument.Parse(PrometheusConfigWriter.Write(config, new Version(2, 42)));

        Assert.Equal(name, document.Scalar("scrape_configs", 0, "job_name"));
    }

    [Theory]
    [InlineData(500, "500ms")]
    [InlineData(1_000, "1s")]
    [InlineData(90_000, "90s")]
    [InlineData(120_000, "2m")]
    [InlineData(7_200_000, "2h")]
    [InlineData(1_296_000_000, "15d")]
    public void Duration_Milliseconds_UsesLargestUnitThatDivides(long milliseconds, string expected) =>
        Assert.Equal(expected, PrometheusConfigWriter.Duration(TimeSpan.FromMilliseconds(milliseconds)));
}
