using System.Net;

namespace Observability.StandIns.Tests.Shipper;

/// <summary>What the program says of itself, and of what is wrong with its command line and its file.</summary>
[Tier(Tier.Process)]
public sealed class StandInTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Running_Paths_AreAlloys()
    {
        await using var loki = await LokiDouble.StartAsync();
        await using var shipper = await RunningShipper.StartAsync(_folder, RunningShipper.StackConfiguration(_folder, loki));

        Assert.Equal(HttpStatusCode.OK, await shipper.StatusAsync("/-/ready"));
        Assert.Equal(HttpStatusCode.OK, await shipper.StatusAsync("/-/healthy"));
        Assert.Equal(HttpStatusCode.NotImplemented, await shipper.StatusAsync("/-/reload"));
        Assert.Equal(HttpStatusCode.NotImplemented, await shipper.StatusAsync("/api/v0/web/components"));
        Assert.Equal(HttpStatusCode.NotFound, await shipper.StatusAsync("/elsewhere"));
        Assert.Contains("This is a stand-in for Alloy", await shipper.TextAsync("/"), StringComparison.Ordinal);
        var metrics = await shipper.TextAsync("/metrics");

        // The names that the stack's rules and dashboards ask for.
        foreach (var name in new[] { "loki_write_dropped_entries_total", "loki_write_sent_entries_total", "alloy_component_controller_running_components" })
        {
            Assert.Contains($"\n{name}{{", metrics, StringComparison.Ordinal);
        }

        Assert.Equal(0, await shipper.StopAsync());
        Assert.DoesNotContain("warn:", shipper.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Configuration_AuthenticationHeadersAndOtherStages_ReachTheStore()
    {
        await using var loki = await LokiDouble.StartAsync();
        await using var shipper = await RunningShipper.StartAsync(_folder, $$"""
            logging {
              level = "warn"
            }

            loki.source.file "one" {
              targets    = [{ "__path__" = "{{_folder.Combine("logs")}}/one.log", "job" = "test", "drop" = "me" }]
              forward_to = [loki.relabel.labels.receiver]
              tail_from_end = false
            }

            loki.relabel "labels" {
              forward_to = [loki.process.lines.receiver]
              rule {
                regex  = "drop|filename"
                action = "labeldrop"
              }
            }

            loki.process "lines" {
              forward_to = [loki.write.store.receiver]
              stage.multiline {
                firstline     = "^\\S"
                max_wait_time = "100ms"
              }
              stage.json {
                expressions = { trace = "trace_id" }
              }
              stage.structured_metadata {
                values = { trace = "" }
              }
              stage.tenant {
                value = "other"
              }
            }

            loki.write "store" {
              external_labels = { cluster = "lon" }
              endpoint {
                url        = "{{loki.PushUrl}}"
                batch_wait = "50ms"
                headers    = { "X-Test" = "yes" }
                basic_auth {
                  username = "shipper"
                  password = sys.env("SHIPPER_TEST_PASSWORD")
                }
              }
            }
            """);

        File.AppendAllLines(_folder.Combine("logs", "one.log"), ["""{"trace_id":"t1"}""", "first", "  second"]);

        var lines = await loki.HasAsync(2);
        Assert.Equal(
            ["""other {cluster="lon", job="test"} first """ + "\n  second ", """other {cluster="lon", job="test"} {"trace_id":"t1"} trace=t1"""],
            lines.Select(line => line.Text.Contains('\n', StringComparison.Ordinal)
                ? $"{line.Tenant} {line.Labels} {line.Text.Split('\n')[0]} \n{line.Text.Split('\n')[1]} {line.Metadata}"
                : $"{line.Tenant} {line.Labels} {line.Text} {line.Metadata}").Order(StringComparer.Ordinal));
        Assert.Equal("Basic " + Convert.ToBase64String("shipper:a secret"u8), loki.LastHeaders["Authorization"]);
        Assert.Equal("yes", loki.LastHeaders["X-Test"]);
        Assert.DoesNotContain("a secret", shipper.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Url_WithUserAndPassword_SignsInAndIsNotLogged()
    {
        await using var loki = await LokiDouble.StartAsync();
        await loki.GoAwayAsync();
        var url = loki.PushUrl.Replace("http://", "http://1234:canary%2Dtoken@", StringComparison.Ordinal);
        await using var shipper = await RunningShipper.StartAsync(
            _folder, RunningShipper.StackConfiguration(_folder, loki).Replace(loki.PushUrl, url, StringComparison.Ordinal));
        File.AppendAllLines(_folder.Combine("logs", "one.log"), ["a line"]);
        await shipper.PrintsAsync("; retrying");

        await loki.ComeBackAsync();

        await loki.HasAsync(1);
        Assert.Equal("Basic " + Convert.ToBase64String("1234:canary-token"u8), loki.LastHeaders["Authorization"]);
        Assert.DoesNotContain("canary", shipper.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Usage: Observability.StandIns shipper run")]
    [InlineData("Usage: Observability.StandIns shipper run", "fmt", "x")]
    [InlineData("shipper: '--stability.level=x' is not understood", "run", "x", "--stability.level=x")]
    [InlineData("shipper: '--server.http.listen-addr=here' is not understood", "run", "x", "--server.http.listen-addr=here")]
    [InlineData("/nowhere/config.alloy: Could not find", "run", "/nowhere/config.alloy")]
    [InlineData("/tmp: this stand-in for Alloy does not support folders", "run", "/tmp")]
    public async Task Start_WrongCommandLine_SaysSoAndEnds(string expected, params string[] arguments)
    {
        await using var program = ChildProcess.Start("dotnet", [typeof(IStandIn).Assembly.Location, "shipper", .. arguments]);

        Assert.Equal(1, await program.ExitCodeAsync(Deadline.ServerReady));
        Assert.StartsWith(expected, program.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", program.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
