using System.Net;
using System.Text.RegularExpressions;
using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Tests;

public sealed partial class MetricsEndpointTests
{
    [Fact]
    public async Task Metrics_ContentType_IsTheTextFormat()
    {
        await using var exporter = await RunningExporter.StartReadyAsync([ScriptedCollector.Counting("one")]);

        using var response = await exporter.GetAsync("/metrics");

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Metrics_OfTheProcess_AreServedToo()
    {
        await using var exporter = await RunningExporter.StartReadyAsync([]);

        var text = await exporter.TextAsync("/metrics");

        Assert.Contains("\nprocess_cpu_seconds_total ", text, StringComparison.Ordinal);
        Assert.Contains("\ndotnet_total_memory_bytes ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_HostileLabels_AreEscaped()
    {
        var collector = new ScriptedCollector("hostile", (_, _) => Task.FromResult<IReadOnlyList<Sample>>(
            [ScriptedCollector.Thing.Sample(1, "a\"b\\c\nd} 9\u2028é", "")]));
        await using var exporter = await RunningExporter.StartReadyAsync([collector]);

        Assert.Equal(
            ["test_thing{account=\"main\",collector=\"a\\\"b\\\\c\\nd} 9\u2028é\",number=\"\"} 1"],
            await exporter.SamplesAsync("test_thing"));
    }

    [Fact]
    public async Task Metrics_TokenConfigured_NeedsIt()
    {
        await using var exporter = await RunningExporter.StartReadyAsync([ScriptedCollector.Counting("one")], "--Cloud:MetricsToken=right");

        Assert.Equal(HttpStatusCode.OK, await exporter.StatusAsync("/metrics", "right"));
        Assert.Equal(HttpStatusCode.Unauthorized, await exporter.StatusAsync("/metrics"));
        Assert.Equal(HttpStatusCode.Unauthorized, await exporter.StatusAsync("/metrics", "wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, await exporter.StatusAsync("/metrics", "right1"));
        Assert.Equal(HttpStatusCode.OK, await exporter.StatusAsync("/-/ready"));
        Assert.Equal(HttpStatusCode.OK, await exporter.StatusAsync("/-/healthy"));
    }

    [Fact]
    public async Task Index_NamesTheEndpoints()
    {
        await using var exporter = await RunningExporter.StartReadyAsync([]);

        var text = await exporter.TextAsync("/");

        Assert.All(["/metrics", "/-/healthy", "/-/ready"], path => Assert.Contains(path, text, StringComparison.Ordinal));
    }

    [Fact]
    [Tier(Tier.Golden)]
    public async Task Metrics_RecordedAccounts_AreAsCommitted()
    {
        await using var exporter = await RunningExporter.StartReadyAsync();

        var text = await exporter.TextAsync("/metrics");

        // What depends on the run: the process's own metrics, and how long a refresh took and when.
        var lines = text.Split('\n').Where(static line => !OfTheRun().IsMatch(line) && !line.StartsWith("# TYPE", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        GoldenFile.Matches("Cases/recorded-accounts.prom", string.Join('\n', lines).TrimStart() + "\n");
    }

    [GeneratedRegex(@"^(# HELP )?(process_|dotnet_|cloud_collector_(last_refresh|refresh_duration))")]
    private static partial Regex OfTheRun();
}
