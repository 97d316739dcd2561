namespace Observability.StandIns.Tests.Logs;

/// <summary>What the stand-in says of itself and of what it does not do.</summary>
[Tier(Tier.Process)]
public sealed class LogsStandInTests(LogsFixture<StandInBackend> fixture) : IClassFixture<LogsFixture<StandInBackend>>
{
    [Theory]
    [InlineData("GET", "/loki/api/v1/delete", "deletion of lines")]
    [InlineData("POST", "/loki/api/v1/delete", "deletion of lines")]
    [InlineData("GET", "/loki/api/v1/patterns?query={a=\"b\"}", "detection of patterns")]
    [InlineData("POST", "/loki/api/v1/rules/stack.yaml", "changes of rules over the API")]
    [InlineData("GET", "/api/prom/query", "the deprecated API /api/prom")]
    [InlineData("GET", "/distributor/ring", "rings")]
    [InlineData("POST", "/ingester/shutdown", "the life of an ingester")]
    public async Task Request_ForAFeatureThatIsNotHere_Is501WithItsName(string method, string path, string feature)
    {
        var logs = await fixture.LogsAsync();

        using var answer = await logs.SendAsync(new HttpMethod(method), path, "x");

        Assert.Equal(501, (int)answer.StatusCode);
        Assert.Contains(
            $"This stand-in for Loki does not support {feature}", await answer.Content.ReadAsStringAsync(
                TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_ByAnotherMethod_Is405()
    {
        var logs = await fixture.LogsAsync();

        using var answer = await logs.SendAsync(HttpMethod.Delete, "/loki/api/v1/push", "x");

        Assert.Equal(405, (int)answer.StatusCode);
        Assert.Equal(["POST"], answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task Log_QuietStart_SaysWhatItIsAndWarnsOfNothing()
    {
        var logs = await fixture.LogsAsync();

        Assert.Contains("Stand-in for Loki: lines are kept in", logs.Output, StringComparison.Ordinal);
        Assert.Contains("analytics", logs.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warn:", logs.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", logs.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("common: {}", "common.path_prefix: it is missing")]
    [InlineData("auth_enabled: maybe\ncommon: {path_prefix: /tmp/x}", "auth_enabled: line 1 must have true or false")]
    [InlineData("common: {path_prefix: /tmp/x}\nlimits_config: {retention_period: soon}", "limits_config.retention_period: 'soon' is no duration")]
    [InlineData("common: {path_prefix: /tmp/x}\nlimits_config: {max_line_size: big}", "limits_config.max_line_size: 'big' is no size")]
    [InlineData("common: {path_prefix: /tmp/x}\ncompactor: {retention_enabled: true}", "compactor.delete_request_store: it must be set")]
    [InlineData("common: {path_prefix: /tmp/x}\nlimits_config: {retention_stream: [{selector: '{a=', period: 24h}]}", "limits_config.retention_stream[0].selector: '{a='")]
    [InlineData("common: {path_prefix: /tmp/x}\nruler: {alertmanager_url: nowhere}", "ruler.alertmanager_url: 'nowhere' is no URL")]
    [InlineData("common: {path_prefix: /tmp/x}\nruler: {storage: {type: s3}}", "ruler.storage.type: this stand-in for Loki does not support 's3'")]
    [InlineData("common: [", "loki.yaml:")]
    [InlineData("common: {path_prefix: /proc/nowhere}", "logs.db: ")]
    public async Task Start_MistakeInTheConfiguration_NamesFileAndFieldAndEnds(string text, string message)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("loki.yaml", text);
        var (program, arguments) = new StandInBackend().Command;
        await using var process = ChildProcess.Start(program, [.. arguments, $"-config.file={file}", "-server.http-listen-port=0"]);

        Assert.Equal(1, await process.ExitCodeAsync(Deadline.ServerReady));
        Assert.Contains(message, process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", process.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Usage: Observability.StandIns logs -config.file=<loki.yaml>")]
    [InlineData("-config.file=/no/such/file", "/no/such/file")]
    [InlineData("-config.file=x -server.http-listen-port=many", "-server.http-listen-port=many is no port")]
    [InlineData("-config.file=x -target=read", "-target=read")]
    [InlineData("config", "'config' is no flag")]
    public async Task Start_MistakeInTheArguments_SaysWhichAndEnds(string text, string message)
    {
        var (program, arguments) = new StandInBackend().Command;
        await using var process = ChildProcess.Start(program, [.. arguments, .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

        Assert.Equal(1, await process.ExitCodeAsync(Deadline.ServerReady));
        Assert.Contains(message, process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_Page_HasNoSecret()
    {
        await using var logs = await RunningLogs.StartAsync(
            new StandInBackend().Command,
            ruler: "alertmanager_url: http://127.0.0.1:1/,http://user:canary-p@ss/word@127.0.0.1:2",
            more: """
                storage_config: {aws: {access_key_id: canary-key, secret_access_key: canary-secret}}
                common_storage:
                  s3: s3://canary-id:canary-secret@region/bucket
                  redis: redis://:canary-pass@host
                  "secret_access_key": canary-quoted
                """);

        var (_, body) = await logs.TryGetAsync("/config", null);

        Assert.Contains("s3: s3://********@region/bucket", body, StringComparison.Ordinal);

        Assert.DoesNotContain("canary", body, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", logs.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_FurtherBackThanTheLookback_IsEmpty()
    {
        await using var logs = await RunningLogs.StartAsync(new StandInBackend().Command, limits: "max_query_lookback: 24h");
        await logs.KeepAsync("lookback", "app=web", (RunningLogs.Now, "now"));
        var (log, metric) = (Uri.EscapeDataString("{app=\"web\"}"), Uri.EscapeDataString("sum(rate({app=\"web\"}[1m]))"));

        foreach (var path in new[]
        {
            $"query_range?query={log}&start=1600000000&end=1600003600", $"query_range?query={metric}&start=1600000000&end=1600003600",
            $"query?query={metric}&time=1600000000",
        })
        {
            Assert.Empty((await logs.GetAsync($"/loki/api/v1/{path}", "lookback")).GetProperty("data").GetProperty("result").EnumerateArray());
        }

        Assert.Equal("now", Assert.Single(await logs.LinesAsync("lookback", "{app=\"web\"}")).Line);
    }

    [Fact]
    public async Task Limits_OfEntriesAndOfATenantsVolumes_AreWhatTheySay()
    {
        await using var logs = await RunningLogs.StartAsync(
            new StandInBackend().Command, limits: "max_entries_limit_per_query: 0", overrides: "few: {volume_max_series: 1}");
        foreach (var app in new[] { "a", "b" })
        {
            await logs.KeepAsync("few", $"app={app}", (RunningLogs.Now, "k=v"));
        }

        var fields = await logs.GetAsync("/loki/api/v1/detected_fields?query=" + Uri.EscapeDataString("{app=\"a\"}"), "few");
        var volumes = await logs.GetAsync("/loki/api/v1/index/volume?query=" + Uri.EscapeDataString("{app=~\".+\"}"), "few");

        Assert.Contains(fields.GetProperty("fields").EnumerateArray(), field => field.GetProperty("label").GetString() == "k");
        Assert.Single(volumes.GetProperty("data").GetProperty("result").EnumerateArray());
    }

    [Fact]
    public async Task Tenant_WhereNobodyNamesOne_IsFake()
    {
        await using var logs = await RunningLogs.StartAsync(new StandInBackend().Command);
        File.WriteAllText(logs.Folder.Combine("loki.yaml"), File.ReadAllText(
            logs.Folder.Combine("loki.yaml")).Replace("auth_enabled: true", "auth_enabled: false", StringComparison.Ordinal));
        await logs.StopAsync();
        await logs.StartAgainAsync();

        await logs.KeepAsync("whoever", "app=web", (RunningLogs.Now, "x"));

        Assert.Equal("x", Assert.Single(await logs.LinesAsync("another", "{app=\"web\"}")).Line);
    }
}
