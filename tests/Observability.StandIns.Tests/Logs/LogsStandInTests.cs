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
            new StandInBackend().Command, more: "storage_config: {aws: {access_key_id: canary-key, secret_access_key: canary-secret}}");

        var (_, body) = await logs.TryGetAsync("/config", null);

        Assert.DoesNotContain("canary", body, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", logs.Output, StringComparison.Ordinal);
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
