using Observability.Tests.Hostile;

namespace Observability.CloudExporter.Tests;

/// <summary>The exporter survives and refuses what anybody can send to its port, and tells nobody its token.</summary>
[Tier(Tier.Process)]
public sealed class HostileExporterTests
{
    private const string Token = "canary-token-of-the-exporter";

    [Fact]
    public async Task Attacks_OverHttp_AreRefusedAndNothingLeaks()
    {
        Requires.Linux();
        var port = FreePort.Take();
        await using var process = ChildProcess.Start(
            "dotnet",
            [typeof(CloudExporterApp).Assembly.Location, $"--urls=http://127.0.0.1:{port}"],
            environment: new Dictionary<string, string?> { ["Cloud__MetricsToken"] = Token });
        await process.PrintsAsync("Refreshed 27 collectors", Deadline.ServerReady);

        await HostileHttp.AttackAsync(new HostileTarget("cloud exporter", new Uri($"http://127.0.0.1:{port}"), "/", "/-/healthy", "/metrics")
        {
            Authorization = $"Bearer {Token}",
            GuardedRoutes = ["/metrics"],
            Secrets = [Token],
            ReadLog = () => process.Output,
            Pid = process.Pid,
        });

        Assert.False(process.HasExited, process.Output);
    }
}
