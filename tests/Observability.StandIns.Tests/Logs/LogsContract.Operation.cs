using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Observability.StandIns.Tests.Logs;

public abstract partial class LogsContract<TBackend>
{
    [Fact]
    public async Task Ready_WithoutATenant_Is200()
    {
        var logs = await fixture.LogsAsync();

        Assert.Equal((200, "ready\n"), await logs.TryGetAsync("/ready", null));
    }

    [Fact]
    public async Task BuildInfo_WithoutATenant_HasAVersion()
    {
        var logs = await fixture.LogsAsync();

        var (status, body) = await logs.TryGetAsync("/loki/api/v1/status/buildinfo", null);

        Assert.Equal(200, status);
        Assert.Matches(@"^3\.\d+\.\d+", JsonDocument.Parse(body).RootElement.GetProperty("version").GetString());
    }

    [Theory]
    [InlineData("/config", "auth_enabled: true")]
    [InlineData("/services", "=> Running")]
    public async Task Status_Pages_AreText(string path, string text)
    {
        var logs = await fixture.LogsAsync();

        var (status, body) = await logs.TryGetAsync(path, null);

        Assert.Equal(200, status);
        Assert.Contains(text, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_AfterWork_HaveWhatRulesAndDashboardsAskFor()
    {
        var logs = await fixture.LogsAsync();
        await logs.KeepAsync("metrics", "app=web", (RunningLogs.Now, "x"));
        await logs.PushAsync("metrics", "app=web", (0, "x"));
        await logs.LinesAsync("metrics", "{app=\"web\"}");

        var (_, body) = await logs.TryGetAsync("/metrics", null);

        foreach (var start in new[]
        {
            "loki_build_info{", "loki_distributor_lines_received_total{", "loki_distributor_bytes_received_total{", "loki_discarded_samples_total{",
            "loki_request_duration_seconds_count{", "loki_request_duration_seconds_bucket{", "loki_ingester_memory_streams{",
            "loki_ingester_wal_disk_full_failures_total", "process_resident_memory_bytes",
        })
        {
            Assert.Contains(body.Split('\n'), line => line.StartsWith(start, StringComparison.Ordinal));
        }

        Assert.Contains("reason=\"greater_than_max_sample_age\"", body, StringComparison.Ordinal);
        Assert.Contains("route=\"loki_api_v1_push\"", body, StringComparison.Ordinal);
        Assert.Contains("status_code=\"204\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tail_Listener_GetsWhatWasAndWhatComes()
    {
        var logs = await fixture.LogsAsync();
        await logs.KeepAsync("tail", "app=web", (RunningLogs.Now, "was, keep"), (RunningLogs.Now, "was"));
        using var socket = await ListenAsync(logs, "tail", "{app=\"web\"} |= \"keep\"");
        var lines = ReadLinesAsync(socket, 2);

        await Eventually.HoldsAsync(
            "the new line is pushed until it is heard",
            async _ =>
            {
                await logs.KeepAsync("tail", "app=web", (RunningLogs.Now, "drop"), (RunningLogs.Now, "comes, keep"));
                return lines.IsCompleted;
            },
            Deadline.InProcess);

        Assert.Equal(["was, keep", "comes, keep"], (await lines).Distinct().Take(2));
    }

    [Fact]
    public async Task Tail_DelayTooLong_IsRefused()
    {
        var logs = await fixture.LogsAsync();

        await Assert.ThrowsAsync<WebSocketException>(() => ListenAsync(logs, "tail", "{app=\"web\"}", "&delay_for=6"));
    }

    [Fact]
    public async Task Tail_Metric_IsRefused()
    {
        var logs = await fixture.LogsAsync();

        await Assert.ThrowsAsync<WebSocketException>(() => ListenAsync(logs, "tail", "rate({app=\"web\"}[1m])"));
    }

    [Fact]
    public async Task Rules_OfATenantWithoutAny_AreAnEmptyList()
    {
        var logs = await fixture.LogsAsync();

        var rules = await logs.GetAsync("/prometheus/api/v1/rules", "no-rules");
        var alerts = await logs.GetAsync("/prometheus/api/v1/alerts", "no-rules");

        Assert.Empty(rules.GetProperty("data").GetProperty("groups").EnumerateArray());
        Assert.Empty(alerts.GetProperty("data").GetProperty("alerts").EnumerateArray());
    }

    [Fact]
    public async Task Path_Unknown_Is404()
    {
        var logs = await fixture.LogsAsync();

        Assert.Equal(404, (await logs.TryGetAsync("/loki/api/v1/nothing", "x")).Status);
    }

    private static async Task<ClientWebSocket> ListenAsync(RunningLogs logs, string tenant, string query, string parameters = "")
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Scope-OrgID", tenant);
        await socket.ConnectAsync(
            new Uri($"ws://127.0.0.1:{logs.Port}/loki/api/v1/tail?query={Uri.EscapeDataString(
                query)}{parameters}"), TestContext.Current.CancellationToken);
        return socket;
    }

    private static async Task<List<string>> ReadLinesAsync(ClientWebSocket socket, int distinct)
    {
        var lines = new List<string>();
        var buffer = new byte[64 << 10];
        while (lines.Distinct().Count() < distinct)
        {
            var read = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            var frame = JsonDocument.Parse(Encoding.UTF8.GetString(buffer, 0, read.Count)).RootElement;
            lines.AddRange(frame.GetProperty("streams").EnumerateArray()
                .SelectMany(stream => stream.GetProperty("values").EnumerateArray())
                .Select(value => value[1].GetString()!));
        }

        return lines;
    }
}
