namespace Observability.StandIns.Tests.Shipper;

/// <summary>From files to a server that plays Loki, with the configuration that the stack writes: nothing is lost.</summary>
[Tier(Tier.Process)]
public sealed class ShippingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ShippingTests() => Directory.CreateDirectory(_folder.Combine("logs"));

    [Fact]
    public async Task Lines_OfTheStack_HaveItsTenantLabelsTimeAndLevel()
    {
        await using var loki = await LokiDouble.StartAsync();
        await using var shipper = await StartAsync(loki);

        Append("loki.log", "2026-11-25T03:04:05.678901234Z level=info msg=\"started\"", "no time \u001b[31mwarning:\u001b[0m red");
        Append("grafana.log", "2026-11-25T03:04:06Z {\"level\":\"dbug\",\"msg\":\"x\"}");

        var lines = await loki.HasAsync(3);
        const long Time = 1_795_575_845_678_901_234;
        Assert.Equal(
            [
                new PushedLine("zai", """{level="debug", resource="grafana", service_name="grafana", stack="observability"}""", 1_795_575_846_000_000_000, """{"level":"dbug","msg":"x"}""", ""),
                new PushedLine("zai", """{level="info", resource="loki", service_name="loki", stack="observability"}""", Time, "level=info msg=\"started\"", ""),
                new PushedLine("zai", """{resource="loki", service_name="loki", stack="observability"}""", Time + 1, "no time warning: red", ""),
            ],
            lines.OrderBy(line => line.Labels, StringComparer.Ordinal).ThenBy(line => line.Text, StringComparer.Ordinal));
        await shipper.CountsAsync($$"""loki_write_sent_entries_total{component_id="loki.write.loki",component_path="/",host="127.0.0.1:{{loki.Port}}",tenant="zai"} 3""");
        await shipper.CountsAsync("""alloy_component_controller_running_components{controller_id="",controller_path="/",health_type="healthy"} 5""");
    }

    [Fact]
    public async Task File_RenamedAndReplaced_LosesNothing()
    {
        await using var loki = await LokiDouble.StartAsync();
        await using var shipper = await StartAsync(loki);
        Append("app.log", Lines("one", 1_000));
        await loki.HasAsync(1_000);

        // Whoever writes may have the old file open for a while.
        await using (var old = new StreamWriter(_folder.Combine("logs", "app.log"), append: true))
        {
            File.Move(_folder.Combine("logs", "app.log"), _folder.Combine("logs", "app.log.1"));
            await old.WriteLineAsync("written after the renaming");
            await old.WriteAsync("and a line without an end");
        }

        Append("app.log", Lines("two", 1_000));

        var lines = await loki.HasAsync(2_002);
        Assert.Equal(2_002, lines.Count);
        Append("app.log", "three");
        await loki.HasAsync(2_003);
    }

    [Fact]
    public async Task File_Emptied_IsReadFromItsBeginning()
    {
        await using var loki = await LokiDouble.StartAsync();
        await using var shipper = await StartAsync(loki);
        Append("app.log", Lines("before", 500));
        await loki.HasAsync(500);

        await File.WriteAllTextAsync(_folder.Combine("logs", "app.log"), string.Empty, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(
            "it has seen that", async _ => (await shipper.TextAsync("/metrics")).Contains("app.log\"} 0\n", StringComparison.Ordinal), Deadline.DataFlow);
        Append("app.log", Lines("after", 500));

        Assert.Equal(1_000, (await loki.HasAsync(1_000)).Count);
    }

    [Fact]
    public async Task File_DeletedAndNew_BothAreShipped()
    {
        await using var loki = await LokiDouble.StartAsync();
        await using var shipper = await StartAsync(loki);
        Append("app.log", Lines("first", 100));
        await loki.HasAsync(100);

        File.Delete(_folder.Combine("logs", "app.log"));
        await shipper.PrintsAsync("app.log is gone");
        Append("app.log", Lines("second", 100));

        Assert.Equal(200, (await loki.HasAsync(200)).Count);
    }

    [Fact]
    public async Task Restart_InOrder_GoesOnWhereItWas()
    {
        await using var loki = await LokiDouble.StartAsync();
        Append("app.log", Lines("one", 2_000));
        await using (var first = await StartAsync(loki))
        {
            await loki.HasAsync(2_000);
            Assert.Equal(0, await first.StopAsync());
        }

        Append("app.log", Lines("two", 1_000));
        await using var second = await StartAsync(loki);

        Assert.Equal(3_000, (await loki.HasAsync(3_000)).Count);
    }

    [Fact]
    public async Task Restart_FileRenamedMeanwhile_ReadsWhatItStillHeld()
    {
        await using var loki = await LokiDouble.StartAsync();
        Append("app.log", Lines("one", 1_000));
        await using (var first = await StartAsync(loki))
        {
            await loki.HasAsync(1_000);
            await first.StopAsync();
        }

        Append("app.log", Lines("two", 1_000));
        File.Move(_folder.Combine("logs", "app.log"), _folder.Combine("logs", "app.log.1"));
        Append("app.log", Lines("three", 1_000));
        await using var second = await StartAsync(loki);

        Assert.Equal(3_000, (await loki.HasAsync(3_000)).Count);
    }

    [Fact]
    public async Task Kill_InTheMiddle_LosesNothing()
    {
        const int Count = 40_000;
        await using var loki = await LokiDouble.StartAsync();
        Append("app.log", Lines("line", Count));
        await using (var first = await StartAsync(loki))
        {
            await Eventually.HoldsAsync("some are pushed", () => loki.Lines.Count > 0, Deadline.DataFlow);
            first.KillAtOnce();
        }

        Assert.True(loki.Lines.Count < Count, "The shipper was killed too late to tell anything.");
        await using var second = await StartAsync(loki);

        var lines = await loki.HasAsync(Count);
        TestContext.Current.TestOutputHelper?.WriteLine($"{lines.Count - Count} came twice");
    }

    [Fact]
    public async Task Loki_AwayWhileItIsStoppedAndStarted_LosesNothing()
    {
        await using var loki = await LokiDouble.StartAsync();
        await loki.GoAwayAsync();
        Append("app.log", Lines("one", 5_000));
        await using (var first = await StartAsync(loki))
        {
            await first.PrintsAsync("; retrying");
            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await StartAsync(loki);
        await loki.ComeBackAsync();

        Assert.Equal(5_000, (await loki.HasAsync(5_000)).Count);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Loki_RefusesForAWhile_IsTriedAgain(int status)
    {
        await using var loki = await LokiDouble.StartAsync();
        loki.Refuse = request => request <= 3 ? status : null;
        await using var shipper = await StartAsync(loki);

        Append("app.log", Lines("one", 500));

        Assert.Equal(500, (await loki.HasAsync(500)).Count);
        await shipper.CountsAsync($$"""loki_write_batch_retries_total{component_id="loki.write.loki",component_path="/",host="127.0.0.1:{{loki.Port}}",tenant="zai"} 3""");
    }

    [Fact]
    public async Task Loki_Refuses400_DropsTheBatchWithACountAndGoesOn()
    {
        await using var loki = await LokiDouble.StartAsync();
        loki.Refuse = request => request == 1 ? 400 : null;
        await using var shipper = await StartAsync(loki);
        Append("app.log", Lines("refused", 10));
        await shipper.CountsAsync($$"""loki_write_dropped_entries_total{component_id="loki.write.loki",component_path="/",host="127.0.0.1:{{loki.Port}}",tenant="zai",reason="ingester_error"} 10""");
        Assert.Equal(System.Net.HttpStatusCode.InternalServerError, await shipper.StatusAsync("/-/healthy"));

        Append("app.log", Lines("taken", 10));

        Assert.Equal(10, (await loki.HasAsync(10)).Count);
        Assert.Contains("10 lines are dropped: 400 told to refuse", shipper.Output, StringComparison.Ordinal);
        Assert.Equal(System.Net.HttpStatusCode.OK, await shipper.StatusAsync("/-/healthy"));
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Lines(string text, int count) => [.. Enumerable.Range(0, count).Select(i => $"2026-11-25T03:04:05.{i:0000000}Z {text} {i}")];

    private Task<RunningShipper> StartAsync(LokiDouble loki) => RunningShipper.StartAsync(_folder, RunningShipper.StackConfiguration(_folder, loki));

    private void Append(string file, params string[] lines) => File.AppendAllLines(_folder.Combine("logs", file), lines);
}
