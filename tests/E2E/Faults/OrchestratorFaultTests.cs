using Observability.E2E.Lifetime;

namespace Observability.E2E.Faults;

/// <summary>What holds the stack together dies under a running AppHost.</summary>
[Tier(Tier.Process)]
public sealed class OrchestratorFaultTests : IAsyncLifetime
{
    private readonly TemporaryFolder _state = new();
    private readonly Leftovers _leftovers = new();
    private ChildProcess? _appHost;

    private ChildProcess AppHost => _appHost ?? throw new InvalidOperationException("The AppHost is not up.");

    public async ValueTask InitializeAsync()
    {
        Requires.ProcessStack();
        _appHost = AppHostProcess.Start(_leftovers, _state.Path, "--only", "pushgateway,prometheus");
        await AppHost.PrintsAsync("Ready after", Deadline.StackReady);
        _leftovers.NotePorts();
    }

    [Theory]
    [InlineData("dcp start-apiserver")]
    [InlineData("dcp run-controllers")]
    public async Task Orchestrator_Killed_TheAppHostSaysSoAndEndsWithNothingLeft(string part)
    {
        ProcessSignal.Send(Find(part), ProcessSignal.Kill);

        Assert.Equal(1, await AppHost.ExitCodeAsync(Deadline.ServerReady));

        Assert.Contains("error: The orchestrator (DCP) has ended unexpectedly", AppHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", AppHost.Output, StringComparison.Ordinal);
        await _leftovers.AreGoneAsync(Deadline.Gone);
        Assert.Empty(Directory.GetDirectories(_state.Path, "run-*"));
    }

    [Fact]
    public async Task Dashboard_Killed_ComesBackAtItsAddressAndTheServersDoNotNotice()
    {
        var servers = _leftovers.Processes().Where(process => process.CommandLine.StartsWith("/usr/bin/", StringComparison.Ordinal)).Select(process => process.Pid);
        var before = servers.ToHashSet();
        var login = await AppHostProcess.DashboardAnswersAsync(AppHost);
        var dashboard = Find("aspire-managed dashboard");

        ProcessSignal.Send(dashboard, ProcessSignal.Kill);

        await AppHost.PrintsAsync("It is started again at the same address", Deadline.ServerReady);
        Assert.Equal(login, await AppHostProcess.DashboardAnswersAsync(AppHost));
        Assert.NotEqual(dashboard, Find("aspire-managed dashboard"));
        Assert.NotEmpty(before);
        Assert.Equal(before, servers.ToHashSet());
        AppHost.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM);
        Assert.Equal(0, await AppHost.ExitCodeAsync(Deadline.Gone));
        await _leftovers.AreGoneAsync(Deadline.Gone);
    }

    public async ValueTask DisposeAsync()
    {
        if (_appHost is not null)
        {
            await FaultEvidence.KeepAsync(_appHost);
            await _appHost.DisposeAsync();
            _leftovers.KillAll();
        }

        _state.Dispose();
    }

    private int Find(string commandLine) =>
        Assert.Single(_leftovers.Processes(), process => process.CommandLine.Contains(commandLine, StringComparison.Ordinal)).Pid;
}
