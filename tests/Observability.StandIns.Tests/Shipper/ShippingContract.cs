namespace Observability.StandIns.Tests.Shipper;

/// <summary>
/// What Alloy's documentation says of following files and of pushing lines, with the configuration that the stack writes, to a server
/// that plays Loki.
/// </summary>
public abstract class ShippingContract<TBackend> : IDisposable
    where TBackend : IShipperBackend, new()
{
    private readonly TemporaryFolder _folder = new();

    protected ShippingContract() => Directory.CreateDirectory(_folder.Combine("logs"));

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
        await shipper.CountsAsync($$"""loki_write_dropped_entries_total{component_id="loki.write.loki",component_path="/",host="127.0.0.1:{{loki.Port}}",reason="ingester_error",tenant="zai"} 10""");

        Append("app.log", Lines("taken", 10));

        Assert.Equal(10, (await loki.HasAsync(10)).Count);
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private static string[] Lines(string text, int count) => ShippingTests.Lines(text, count);

    private Task<RunningShipper> StartAsync(LokiDouble loki) =>
        RunningShipper.StartAsync(_folder, RunningShipper.StackConfiguration(_folder, loki), new TBackend());

    private void Append(string file, params string[] lines) => File.AppendAllLines(_folder.Combine("logs", file), lines);
}
