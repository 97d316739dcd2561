using System.Net;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json;
using Aspire.Hosting.Testing;

namespace Observability.E2E.Stack;

/// <summary>Data goes in at one end of an edge and comes out at the other, through the real servers.</summary>
[Tier(Tier.Process)]
[Collection<StackCollection>]
public sealed class FlowTests(StackFixture stack)
{
    [Fact]
    public async Task Scrape_EveryTarget_IsUp()
    {
        var jobs = await Eventually.BecomesAsync(
            "every job of the graph is up",
            async token => (await stack.QueryAsync("up == 1", token)).Select(Label("job")).Order(StringComparer.Ordinal).ToList(),
            jobs => jobs.Count == StackFixture.Servers.Count,
            Deadline.DataFlow,
            jobs => string.Join(", ", jobs));

        Assert.Equal(StackFixture.Servers.Order(StringComparer.Ordinal), jobs);
    }

    [Fact]
    public async Task Scrape_NodeExporter_ShowsThisMachine()
    {
        var sample = await FirstSampleAsync("node_uname_info");

        Assert.Equal(Environment.MachineName, Label("nodename")(sample));
    }

    [Fact]
    public async Task Scrape_CloudExporter_ShowsTheRecordedAccounts()
    {
        var samples = await Eventually.BecomesAsync(
            "both recorded accounts have collectors that are up",
            token => stack.QueryAsync("count by (provider) (cloud_collector_up == 1)", token),
            samples => samples.Count == 2,
            Deadline.DataFlow);

        Assert.Equal(["digitalocean", "exoscale"], samples.Select(Label("provider")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rules_FilesOfTheAppHost_AreLoaded()
    {
        var answer = await stack.GetJsonAsync("prometheus", "/api/v1/rules", TestContext.Current.CancellationToken);
        var loaded = answer.GetProperty("data").GetProperty("groups").EnumerateArray()
            .Select(group => Path.GetFileName(group.GetProperty("file").GetString()!)).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(
            Directory.GetFiles(Repository.Combine("AppHost", "rules"), "*.yml").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal),
            loaded);
    }

    [Fact]
    public async Task Rules_RecordingRule_GivesASeries()
    {
        var sample = await FirstSampleAsync("instance:node_memory_utilisation:ratio");

        var ratio = double.Parse(sample.GetProperty("value")[1].GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(ratio, 0.0, 1.0);
    }

    [Fact]
    public async Task Alert_ThatFires_ReachesAlertmanager()
    {
        var alerts = await Eventually.BecomesAsync(
            "the watchdog is at Alertmanager",
            async token => (await stack.GetJsonAsync("alertmanager", "/api/v2/alerts", token)).EnumerateArray().ToList(),
            alerts => alerts.Any(IsWatchdog),
            Deadline.DataFlow);

        Assert.Equal("active", alerts.First(IsWatchdog).GetProperty("status").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Push_Metric_IsQueryableUnderItsOwnJob()
    {
        using var pushgateway = stack.Application.CreateHttpClient("pushgateway");
        using var body = new StringContent("e2e_orders_total 42\n", Encoding.UTF8);
        using var pushed = await pushgateway.PostAsync(
            new Uri("/metrics/job/e2e/instance/nightly", UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, pushed.StatusCode);

        var sample = await FirstSampleAsync("e2e_orders_total");

        Assert.Equal(("e2e", "nightly", "42"), (Label("job")(sample), Label("instance")(sample), sample.GetProperty("value")[1].GetString()));
    }

    [Fact]
    public async Task CloudExporter_ScrapeWithoutToken_IsRefused()
    {
        using var client = stack.Application.CreateHttpClient("cloud-exporter");

        using var answer = await client.GetAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task Secret_OfTheModel_IsOnDiskInItsOwnFileOnlyAndForItsOwnerOnly()
    {
        var token = await stack.GetParameterAsync("cloud-exporter-token");
        var holders = Directory.GetFiles(stack.StateFolder, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/prometheus/prometheus/", StringComparison.Ordinal) && Path.GetFileName(file) != "lock")
            .Where(file => LiveFile.Read(file).Contains(token, StringComparison.Ordinal))
            .ToList();

        var holder = Assert.Single(holders);
        Assert.EndsWith("/etc/prometheus/tokens/cloud-exporter", holder, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(holder));
    }

    private static Func<JsonElement, string?> Label(string name) => sample => sample.GetProperty("metric").GetProperty(name).GetString();

    private static bool IsWatchdog(JsonElement alert) =>
        alert.GetProperty("labels").GetProperty("alertname").GetString() == "Watchdog";

    private async Task<JsonElement> FirstSampleAsync(string promQl) => (await Eventually.BecomesAsync(
        $"{promQl} has a sample", token => stack.QueryAsync(promQl, token), samples => samples.Count > 0, Deadline.DataFlow))[0];
}
