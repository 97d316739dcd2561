namespace Observability.StandIns.Tests.Shipper;

/// <summary>What the stand-in promises beyond Alloy: nothing is lost, whoever is away or killed meanwhile.</summary>
[Tier(Tier.Process)]
public sealed class ShippingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ShippingTests() => Directory.CreateDirectory(_folder.Combine("logs"));

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

        // One small batch is taken and no other before the kill, however fast this machine is.
        loki.Refuse = request => request > 1 ? 503 : null;
        var configuration = RunningShipper.StackConfiguration(_folder, loki)
            .Replace("batch_wait = ", "batch_size = \"64KiB\"\n\t\tbatch_wait = ", StringComparison.Ordinal);
        Append("app.log", Lines("line", Count));
        await using (var first = await RunningShipper.StartAsync(_folder, configuration))
        {
            await Eventually.HoldsAsync("some are pushed", () => loki.Lines.Count > 0, Deadline.DataFlow);
            first.KillAtOnce();
        }

        Assert.InRange(loki.Lines.Count, 1, Count - 1);
        loki.Refuse = _ => null;
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

    // A proxy before the store may answer so, with a page of its own.
    [Fact]
    public async Task Loki_AnswersInACharsetThatNobodyKnows_IsTriedAgain()
    {
        await using var loki = await LokiDouble.StartAsync();
        loki.RefusalType = "text/html; charset=foo";
        loki.Refuse = request => request == 1 ? 502 : null;
        await using var shipper = await StartAsync(loki);

        Append("app.log", Lines("line", 10));

        await loki.HasAsync(10);
        Assert.Contains("502 told to refuse; retrying", shipper.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Loki_Refuses400_ShowsInItsHealthUntilSomethingIsTaken()
    {
        await using var loki = await LokiDouble.StartAsync();
        loki.Refuse = request => request == 1 ? 400 : null;
        await using var shipper = await StartAsync(loki);
        Append("app.log", Lines("refused", 10));
        await shipper.PrintsAsync("10 lines are dropped: 400 told to refuse");
        await Eventually.BecomesAsync(
            "it is unhealthy", _ => shipper.StatusAsync("/-/healthy"), status => status == System.Net.HttpStatusCode.InternalServerError, Deadline.DataFlow);

        Append("app.log", Lines("taken", 10));

        await loki.HasAsync(10);
        await Eventually.BecomesAsync(
            "it is healthy", _ => shipper.StatusAsync("/-/healthy"), status => status == System.Net.HttpStatusCode.OK, Deadline.DataFlow);
    }

    public void Dispose() => _folder.Dispose();

    internal static string[] Lines(string text, int count) => [.. Enumerable.Range(0, count).Select(i => $"2026-11-25T03:04:05.{i:0000000}Z {text} {i}")];

    private Task<RunningShipper> StartAsync(LokiDouble loki) => RunningShipper.StartAsync(_folder, RunningShipper.StackConfiguration(_folder, loki));

    private void Append(string file, params string[] lines) => File.AppendAllLines(_folder.Combine("logs", file), lines);
}
