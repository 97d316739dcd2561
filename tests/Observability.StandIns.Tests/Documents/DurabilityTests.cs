using System.Globalization;
using System.Net;

namespace Observability.StandIns.Tests.Documents;

/// <summary>What was acknowledged is there, whatever happens to the process or to the disk.</summary>
[Tier(Tier.Process)]
public class DurabilityTests
{
    private const int Batch = 500;

    [Fact]
    public async Task Kill_InTheMiddleOfBulks_LosesNothingThatWasAcknowledged()
    {
        using var folder = new TemporaryFolder();
        var acknowledged = 0;
        await using (var server = await RunningServer.StartAsync(new StandInBackend(), folder))
        {
            using var killed = new CancellationTokenSource();
            var writer = Task.Run(
                async () =>
                {
                    for (var batch = 0; !killed.IsCancellationRequested; batch++)
                    {
                        try
                        {
                            var answer = await server.BulkAsync(Lines(batch));
                            Assert.Equal("false", answer.Of("errors"));
                            Interlocked.Exchange(ref acknowledged, batch + 1);
                        }
                        catch (HttpRequestException)
                        {
                            return;
                        }
                    }
                },
                TestContext.Current.CancellationToken);
            await Eventually.HoldsAsync("some batches are acknowledged", () => Volatile.Read(ref acknowledged) >= 10, Deadline.StackReady);
            server.KillAtOnce();
            await killed.CancelAsync();
            await writer;
            await server.ExitCodeAsync();
        }

        await using var again = await RunningServer.StartAsync(new StandInBackend(), folder);

        for (var batch = 0; batch < acknowledged; batch++)
        {
            Assert.Equal($"{Batch}", (await again.SendAsync("POST", "/durable-*/_count", $$$$"""{"query":{"term":{"batch":{{{{batch}}}}}}}""")).Of("count"));
        }

        // What was not acknowledged may be there, but only as a whole, and every document can be read.
        var total = int.Parse((await again.SendAsync("GET", "/durable-*/_count")).Of("count")!, CultureInfo.InvariantCulture);
        Assert.InRange(total, acknowledged * Batch, (acknowledged + 1) * Batch);
        Assert.Equal(
            $"{acknowledged - 1}",
            (await again.SendAsync("GET", $"/durable-{(acknowledged - 1) % 2}/_doc/{acknowledged - 1}-7")).Of("_source.batch"));
    }

    [Fact]
    public async Task Restart_OfWhatWasReplacedAndDeleted_IsAsItWas()
    {
        using var folder = new TemporaryFolder();
        await using (var server = await RunningServer.StartAsync(new StandInBackend(), folder))
        {
            await server.SendAsync("PUT", "/kept", """{"settings":{"number_of_replicas":0},"mappings":{"properties":{"n":{"type":"long"}}},"aliases":{"other":{}}}""");
            await server.SendAsync("PUT", "/_index_template/t", """{"index_patterns":["later-*"],"template":{"mappings":{"properties":{"x":{"type":"ip"}}}}}""");
            await server.BulkAsync("""{"index":{"_index":"kept","_id":"1"}}""", """{"n":1,"new":"field"}""", """{"index":{"_index":"kept","_id":"2"}}""", """{"n":2}""");
            await server.BulkAsync("""{"index":{"_index":"kept","_id":"1"}}""", """{"n":10}""", """{"delete":{"_index":"kept","_id":"2"}}""");
            Assert.Equal(0, await server.StopAsync());
        }

        await using var again = await RunningServer.StartAsync(new StandInBackend(), folder);

        Assert.Equal(["1"], (await again.SendAsync("GET", "/other/_search")).Ids);
        var document = await again.SendAsync("GET", "/kept/_doc/1");
        Assert.Equal(("10", "2", "2"), (document.Of("_source.n"), document.Of("_version"), document.Of("_seq_no")));
        Assert.Equal("text", (await again.SendAsync("GET", "/kept/_mapping")).Of("kept.mappings.properties.new.type"));
        await again.SendAsync("PUT", "/later-1/_doc/1", """{"x":"10.0.0.1"}""");
        Assert.Equal("ip", (await again.SendAsync("GET", "/later-1/_mapping")).Of("later-1.mappings.properties.x.type"));
        Assert.Equal("4", (await again.SendAsync("PUT", "/kept/_doc/3", """{"n":3}""")).Of("_seq_no"));
    }

    [Fact]
    public async Task Disk_Full_RefusesWithTheServersErrorAndLosesNothing()
    {
        Requires.Linux();
        using var folder = new TemporaryFolder();
        var acknowledged = 0;

        // No file may grow beyond 4 MB, which is what a full disk looks like to a database; the signal that comes with it is ignored.
        await using (var server = await RunningServer.StartAsync(new StandInBackend(), folder, wrap: command => (
            "bash", [
                "-c", "trap '' XFSZ; ulimit -f 4096; export DOTNET_EnableWriteXorExecute=0; exec \"$0\" \"$@\"", command.FileName,
                .. command.Arguments])))
        {
            Answer answer;
            do
            {
                answer = await server.BulkAsync(Lines(acknowledged, new string('x', 20)));
                Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
                acknowledged += answer.Of("errors") == "false" ? 1 : 0;
                Assert.InRange(acknowledged, 0, 2000);
            }
            while (answer.Of("errors") == "false");

            Assert.Equal("429", answer.Of("items.0.index.status"));
            Assert.Equal("cluster_block_exception", answer.Of("items.0.index.error.type"));
            Assert.Equal($"{acknowledged * Batch}", (await server.SendAsync("GET", "/durable-*/_count")).Of("count"));
            Assert.Equal(HttpStatusCode.OK, (await server.SendAsync("GET", "/_cluster/health")).Status);
        }

        await using var again = await RunningServer.StartAsync(new StandInBackend(), folder);

        Assert.Equal($"{acknowledged * Batch}", (await again.SendAsync("GET", "/durable-*/_count")).Of("count"));
        Assert.Equal("false", (await again.BulkAsync(Lines(acknowledged))).Of("errors"));
    }

    [Fact]
    public async Task Disk_BelowTheFloodStage_TakesDeletionsOnly()
    {
        using var folder = new TemporaryFolder();
        await using (var roomy = await RunningServer.StartAsync(new StandInBackend(), folder))
        {
            await roomy.SendAsync("PUT", "/a/_doc/1", """{"a":1}""");
        }

        await using var server = await RunningServer.StartAsync(
            new StandInBackend(), folder, "cluster.routing.allocation.disk.watermark.flood_stage: 1000000gb", isThresholdEnabled: true);

        var refused = await server.SendAsync("PUT", "/a/_doc/2", """{"a":2}""");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal("cluster_block_exception", refused.ErrorType);
        Assert.Equal("1", (await server.SendAsync("GET", "/a/_doc/1")).Of("_source.a"));
        Assert.Equal("deleted", (await server.SendAsync("DELETE", "/a/_doc/1")).Of("result"));
    }

    private static IEnumerable<string> Lines(int batch, string filler = "") => Enumerable.Range(0, Batch).SelectMany(i => (string[])
    [
        $$$"""{"index":{"_index":"durable-{{{batch % 2}}}","_id":"{{{batch}}}-{{{i}}}"}}""",
        $$"""{"batch":{{batch}},"n":{{i}},"text":"document {{i * 7919}} of batch {{batch}} {{filler}}"}""",
    ]);
}
