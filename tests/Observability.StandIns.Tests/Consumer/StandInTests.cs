using System.Net;

namespace Observability.StandIns.Tests.Consumer;

/// <summary>What the program says of itself, and of what is wrong with its command line and its file.</summary>
[Tier(Tier.Process)]
public sealed class StandInTests
{
    [Fact]
    public async Task Running_HealthAndMetrics_AreWhereTheRealOneHasThem()
    {
        await using var consumer = await RunningConsumer.StartAsync(string.Empty);

        Assert.Equal(HttpStatusCode.OK, await consumer.StatusAsync(consumer.HealthPort, "/whatever"));
        var metrics = await Eventually.BecomesAsync(
            "its own metrics are there", _ => consumer.MetricsAsync(), text => text.Contains("internal_write", StringComparison.Ordinal), Deadline.ServerReady);

        // The names that the stack's rules and dashboards ask for.
        foreach (var name in new[]
        {
            "internal_write_metrics_dropped", "internal_write_errors", "internal_write_metrics_written", "internal_write_buffer_size",
        })
        {
            Assert.Contains($"# TYPE {name} untyped\n", metrics, StringComparison.Ordinal);
            Assert.Contains($"\n{name}{{output=\"health\",version=\"stand-in\"}} ", metrics, StringComparison.Ordinal);
        }

        Assert.Contains("process_cpu_seconds_total", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("telegraf_route", metrics, StringComparison.Ordinal);
        Assert.Contains("Stand-in for Telegraf", consumer.Output, StringComparison.Ordinal);
        Assert.Equal(0, await consumer.StopAsync());
        Assert.DoesNotContain("warn:", consumer.Output, StringComparison.Ordinal);
    }

    // Go's "as long as it takes".
    [Fact]
    public async Task Running_OutputWithoutATimeout_IsHealthy()
    {
        await using var consumer = await RunningConsumer.StartAsync("[[outputs.influxdb_v2]]\nurls = [\"http://127.0.0.1:1\"]\ntimeout = \"0s\"\n");

        Assert.Equal(HttpStatusCode.OK, await consumer.StatusAsync(consumer.HealthPort, "/"));
    }

    [Theory]
    [InlineData("Usage: Observability.StandIns consumer --config <telegraf.conf>")]
    [InlineData("Usage: Observability.StandIns consumer --config <telegraf.conf>", "--config", "x", "--test")]
    [InlineData("/nowhere/telegraf.conf: Could not find", "--config", "/nowhere/telegraf.conf")]
    public async Task Start_WrongCommandLine_SaysSoAndEnds(string expected, params string[] arguments)
    {
        await using var program = ChildProcess.Start("dotnet", [typeof(IStandIn).Assembly.Location, "consumer", .. arguments]);

        Assert.Equal(1, await program.ExitCodeAsync(Deadline.ServerReady));
        Assert.StartsWith(expected, program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortTaken_SaysSoAndEnds()
    {
        using var folder = new TemporaryFolder();
        using var other = FreePort.Occupy(out var port);
        var file = folder.Write("telegraf.conf", $"[[outputs.health]]\nservice_address = \"http://127.0.0.1:{port}\"\n");
        await using var program = ChildProcess.Start("dotnet", [typeof(IStandIn).Assembly.Location, "consumer", "--config", file]);

        Assert.Equal(1, await program.ExitCodeAsync(Deadline.ServerReady));
        Assert.Contains("address already in use", program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Output, StringComparison.Ordinal);
    }
}
