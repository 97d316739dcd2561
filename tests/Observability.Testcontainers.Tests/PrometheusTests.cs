namespace Observability.Testcontainers.Tests;

[Tier(Tier.Container)]
public sealed class PrometheusTests
{
    [Fact]
    public async Task Prometheus_Started_ScrapesItselfAndHasTheFilesOfItsVersion()
    {
        var image = await DebianImage.Prometheus.EnsureAsync();
        await using var prometheus = ServerContainers.Prometheus().WithImage(image).Build();
        await prometheus.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = prometheus.GetUrl() };

        await Eventually.BecomesAsync(
            "Prometheus scrapes itself",
            token => http.GetStringAsync(new Uri("/api/v1/query?query=up", UriKind.Relative), token),
            answer => answer.Contains("\"job\":\"prometheus\"", StringComparison.Ordinal) && answer.Contains(",\"1\"]", StringComparison.Ordinal),
            Deadline.DataFlow);
        Assert.Equal(new Version(2, 42, 0), prometheus.Version);
    }
}
