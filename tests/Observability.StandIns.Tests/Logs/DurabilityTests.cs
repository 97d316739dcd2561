using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Observability.StandIns.Tests.Logs;

/// <summary>What is acknowledged stays, however the process ends; what the disk does not take is not acknowledged.</summary>
[Tier(Tier.Process)]
public sealed class DurabilityTests
{
    private const string Tenant = "durable";
    private const int Streams = 10;
    private const int LinesOfPush = 1000;
    private const string Fast =
        "ingestion_rate_mb: 1000\ningestion_burst_size_mb: 1000\nper_stream_rate_limit: 1GB\nper_stream_rate_limit_burst: 1GB\nmax_entries_limit_per_query: 0";

    [Fact]
    public async Task Kill_InTheMiddleOfManyPushes_LosesNothingAcknowledged()
    {
        Requires.Linux();
        await using var logs = await RunningLogs.StartAsync(new StandInBackend().Command, limits: Fast);
        var start = RunningLogs.Now;
        var acknowledged = 0;
        using var enough = new CancellationTokenSource();
        var pushers = Enumerable.Range(0, 2).Select(async pusher =>
        {
            var push = pusher;
            for (; !enough.IsCancellationRequested; push += 2)
            {
                try
                {
                    if ((await logs.PushTextAsync(Tenant, Body(start, push))).Status == 204)
                    {
                        Interlocked.Increment(ref acknowledged);
                    }
                }
                catch (HttpRequestException)
                {
                    return push;
                }
            }

            // All before this one were answered.
            return push;
        }).ToList();

        await Eventually.HoldsAsync("200,000 lines are acknowledged", () => Volatile.Read(ref acknowledged) >= 200, Deadline.DataFlow);
        await logs.KillAsync();
        await enough.CancelAsync();
        var cut = await Task.WhenAll(pushers);
        var total = Volatile.Read(ref acknowledged);
        await logs.StartAgainAsync();

        // Each pusher's pushes before the one that was cut are there whole; that one is there whole or not at all.
        var found = await CountByPushAsync(logs);
        var missing = Enumerable.Range(
            0, cut.Min()).Concat(Enumerable.Range(0, cut.Max()).Where(push => push % 2 == Array.IndexOf(cut, cut.Max())))
            .Distinct().Where(push => found.GetValueOrDefault(push) != LinesOfPush).ToList();
        Assert.True(missing.Count == 0, $"missing of {total} acknowledged: {string.Join(
            ", ", missing.Select(push => (push, found.GetValueOrDefault(push))))}");
        Assert.All(found, entry => Assert.Equal(LinesOfPush, entry.Value));
        Assert.True(found.Count >= total);
    }

    [Fact]
    public async Task Stop_AfterPushes_KeepsEverythingAndEndsWith0()
    {
        Requires.Linux();
        await using var logs = await RunningLogs.StartAsync(new StandInBackend().Command);
        await logs.KeepAsync(Tenant, "app=web", (RunningLogs.Now, "kept"));

        Assert.Equal(0, await logs.StopAsync());
        await logs.StartAgainAsync();

        Assert.Equal("kept", Assert.Single(await logs.LinesAsync(Tenant, "{app=\"web\"}")).Line);
    }

    [Fact]
    public async Task Disk_Full_PushIs500AndNothingAcknowledgedIsLost()
    {
        Requires.Linux();
        using var disk = await SmallDisk.MountAsync(megabytes: 4);
        await using var logs = await RunningLogs.StartAsync(new StandInBackend().Command, limits: Fast, dataFolder: disk.Path);
        var start = RunningLogs.Now;
        var kept = 0;
        (int Status, string Body) last;
        while ((last = await logs.PushTextAsync(Tenant, Body(start, kept, compressible: false))).Status == 204)
        {
            kept++;
            Assert.True(kept < 1000, "the disk does not become full");
        }

        Assert.Equal(500, last.Status);
        Assert.Contains("no space left on device", last.Body, StringComparison.Ordinal);
        Assert.Matches("loki_ingester_wal_disk_full_failures_total [1-9]", (await logs.TryGetAsync("/metrics", null)).Body);
        var before = await CountByPushAsync(logs);
        await logs.KillAsync();
        await logs.StartAgainAsync();
        var after = await CountByPushAsync(logs);

        Assert.Equal(Enumerable.Range(0, kept), before.Keys.Order());
        Assert.Equal(before, after);
        Assert.All(after, entry => Assert.Equal(LinesOfPush, entry.Value));
    }

    private static string Body(long start, int push, bool compressible = true)
    {
        var body = new StringBuilder("{\"streams\":[");
        for (var stream = 0; stream < Streams; stream++)
        {
            body.Append(CultureInfo.InvariantCulture, $"{(
                stream > 0 ? "," : "")}{{\"stream\":{{\"app\":\"web\",\"stream\":\"{stream}\"}},\"values\":[");
            for (var line = 0; line < LinesOfPush / Streams; line++)
            {
                var time = start + (push * LinesOfPush) + line;
                var filling = compressible
                    ? "filling of the line" : Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(40));
                body.Append(CultureInfo.InvariantCulture, $"{(line > 0 ? "," : "")}[\"{time}\",\"push={push} line={line} {filling}\"]");
            }

            body.Append("]}");
        }

        return body.Append("]}").ToString();
    }

    /// <summary>How many lines of each push are there.</summary>
    private static async Task<Dictionary<int, int>> CountByPushAsync(RunningLogs logs)
    {
        var counts = new Dictionary<int, int>();
        for (var stream = 0; stream < Streams; stream++)
        {
            using var answer = await logs.SendAsync(
                HttpMethod.Get, $"/loki/api/v1/query_range?query={Uri.EscapeDataString(
                    $"{{stream=\"{stream}\"}}")}&limit=1000000&since=2h", Tenant);
            using var document = await JsonDocument.ParseAsync(
                await answer.Content.ReadAsStreamAsync(
                    TestContext.Current.CancellationToken), cancellationToken: TestContext.Current.CancellationToken);
            var values = document.RootElement.GetProperty(
                "data").GetProperty("result").EnumerateArray().SelectMany(found => found.GetProperty("values").EnumerateArray());
            foreach (var value in values)
            {
                // push=17 line=3 filling of the line
                var push = int.Parse(value[1].GetString()!.Split(' ')[0]["push=".Length..], CultureInfo.InvariantCulture);
                counts[push] = counts.GetValueOrDefault(push) + 1;
            }
        }

        return counts;
    }
}
