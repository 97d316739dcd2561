using System.Globalization;
using System.Net;
using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Tests;

public sealed class RefreshTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refresh_OneCollectorFails_OthersAreServed()
    {
        await using var exporter = await RunningExporter.StartReadyAsync(
            [ScriptedCollector.Counting("first"), ScriptedCollector.Failing("broken"), ScriptedCollector.Counting("last")]);

        Assert.Equal(
            ["test_thing{account=\"main\",collector=\"first\",number=\"0\"} 1", "test_thing{account=\"main\",collector=\"last\",number=\"0\"} 1"],
            (await exporter.SamplesAsync("test_thing")).Order(StringComparer.Ordinal));
        Assert.Equal(
            [
                "cloud_collector_up{account=\"main\",provider=\"test\",collector=\"broken\"} 0",
                "cloud_collector_up{account=\"main\",provider=\"test\",collector=\"first\"} 1",
                "cloud_collector_up{account=\"main\",provider=\"test\",collector=\"last\"} 1",
            ],
            (await exporter.SamplesAsync("cloud_collector_up")).Order(StringComparer.Ordinal));
        Assert.Equal("Degraded", await exporter.TextAsync("/-/ready"));
    }

    [Fact]
    public async Task Refresh_CollectorOnceFails_KeepsItsLastValuesAndTheirTime()
    {
        var collector = new ScriptedCollector("moody", (call, _) => call == 2
            ? throw new InvalidDataException("Not today.")
            : Task.FromResult(ScriptedCollector.Things("moody", call)));
        await using var exporter = await RunningExporter.StartReadyAsync([collector]);
        var time = await exporter.SamplesAsync("cloud_collector_last_refresh_timestamp_seconds");

        await exporter.Refresher.RefreshAsync(Cancellation);

        Assert.EndsWith(" 1", Assert.Single(await exporter.SamplesAsync("test_thing")), StringComparison.Ordinal);
        Assert.EndsWith(" 0", Assert.Single(await exporter.SamplesAsync("cloud_collector_up")), StringComparison.Ordinal);
        Assert.Equal(time, await exporter.SamplesAsync("cloud_collector_last_refresh_timestamp_seconds"));

        await exporter.Refresher.RefreshAsync(Cancellation);

        Assert.EndsWith(" 3", Assert.Single(await exporter.SamplesAsync("test_thing")), StringComparison.Ordinal);
        Assert.EndsWith(" 1", Assert.Single(await exporter.SamplesAsync("cloud_collector_up")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_CollectorNeverWorked_HasTheTimestampZero()
    {
        await using var exporter = await RunningExporter.StartReadyAsync([ScriptedCollector.Failing("broken")]);

        Assert.EndsWith(" 0", Assert.Single(await exporter.SamplesAsync("cloud_collector_last_refresh_timestamp_seconds")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_ObjectIsGone_ItsSeriesGoes()
    {
        var collector = new ScriptedCollector("shrinking", (call, _) => Task.FromResult(ScriptedCollector.Things("shrinking", 1, 3 - call)));
        await using var exporter = await RunningExporter.StartReadyAsync([collector]);
        Assert.Equal(2, (await exporter.SamplesAsync("test_thing")).Length);

        await exporter.Refresher.RefreshAsync(Cancellation);

        Assert.Single(await exporter.SamplesAsync("test_thing"));
    }

    [Fact]
    public async Task Refresh_CollectorIsSlow_OthersAreServedMeanwhileAndTheServiceIsNotReady()
    {
        var answer = new TaskCompletionSource<IReadOnlyList<Sample>>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var exporter = await RunningExporter.StartAsync(
            [new ScriptedCollector("slow", (_, _) => answer.Task), ScriptedCollector.Counting("quick")]);

        var samples = await Eventually.BecomesAsync(
            "the quick collector is served", _ => exporter.SamplesAsync("cloud_collector_up"), static lines => lines.Length > 0, Deadline.InProcess);

        Assert.Contains("\"quick\"", Assert.Single(samples), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await exporter.StatusAsync("/-/ready"));
        Assert.Equal(HttpStatusCode.OK, await exporter.StatusAsync("/-/healthy"));

        answer.SetResult(ScriptedCollector.Things("slow", 1));
        await exporter.BecomesReadyAsync();

        Assert.Equal("Healthy", await exporter.TextAsync("/-/ready"));
    }

    [Fact]
    public async Task Refresh_CollectorIgnoresItsToken_FailsAfterTheTimeout()
    {
        var never = new TaskCompletionSource<IReadOnlyList<Sample>>();

        await using var exporter = await RunningExporter.StartReadyAsync(
            [new ScriptedCollector("stuck", (_, _) => never.Task)], "--Cloud:TimeoutSeconds=1");

        Assert.EndsWith(" 0", Assert.Single(await exporter.SamplesAsync("cloud_collector_up")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_Interval_ComesAgain()
    {
        var collector = ScriptedCollector.Counting("ticking");

        await using var exporter = await RunningExporter.StartAsync([collector], "--Cloud:RefreshSeconds=1");

        await Eventually.HoldsAsync("there is a second refresh", () => collector.Calls >= 2, Deadline.InProcess);
    }

    [Fact]
    public async Task Scrape_ManyTimes_NeverRefreshes()
    {
        var collector = ScriptedCollector.Counting("counted");
        await using var exporter = await RunningExporter.StartReadyAsync([collector]);

        for (var i = 0; i < 50; i++)
        {
            await exporter.TextAsync("/metrics");
        }

        Assert.Equal(1, collector.Calls);
    }

    [Fact]
    public async Task Scrape_WhileRefreshing_SeesOneMomentWhole()
    {
        const int Things = 500;
        await using var exporter = await RunningExporter.StartReadyAsync([ScriptedCollector.Counting("changing", Things)]);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var refreshing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await exporter.Refresher.RefreshAsync(Cancellation);
                }
            },
            Cancellation);

        var seen = new HashSet<double>();
        for (var i = 0; i < 100; i++)
        {
            var values = (await exporter.SamplesAsync("test_thing"))
                .Select(static line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture))
                .ToList();
            Assert.Equal(Things, values.Count);
            seen.Add(Assert.Single(values.Distinct()));
        }

        await stop.CancelAsync();
        await refreshing;
        Assert.True(seen.Count > 1, "No refresh ended between the scrapes, so nothing was shown.");
    }
}
