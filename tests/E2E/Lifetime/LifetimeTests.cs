using System.Runtime.InteropServices;

namespace Observability.E2E.Lifetime;

/// <summary>Stop means gone: processes, ports and folders, however the AppHost ends.</summary>
[Tier(Tier.Process)]
public sealed class LifetimeTests : IDisposable
{
    private const string Ready = "Ready after";
    private readonly TemporaryFolder _state = new();
    private readonly Leftovers _leftovers = new();

    public LifetimeTests() => Requires.ProcessStack();

    [Fact]
    public async Task UntilReady_WholeStack_EndsWithZeroATableAndNothingLeft()
    {
        await using var appHost = AppHostProcess.Start(_leftovers, _state.Path, "--until-ready");

        Assert.Equal(0, await appHost.ExitCodeAsync(Deadline.StackReady));

        Assert.Contains("Dashboard: http://", appHost.Output, StringComparison.Ordinal);
        Assert.Contains($"{Stack.StackFixture.Servers.Count} healthy", appHost.Output, StringComparison.Ordinal);
        await NothingIsLeftAsync();
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT)]
    [InlineData(PosixSignal.SIGTERM)]
    public async Task Signal_RunningStack_EndsWithZeroAndNothingLeft(PosixSignal signal)
    {
        await using var appHost = AppHostProcess.Start(_leftovers, _state.Path);
        await appHost.PrintsAsync(Ready, Deadline.StackReady);
        Assert.NotEmpty(_leftovers.NotePorts());

        appHost.Signal(signal);

        Assert.Equal(0, await appHost.ExitCodeAsync(Deadline.Gone));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task KillNine_RunningStack_LeavesNoProcessAndTheNextStartClearsTheRest()
    {
        await using (var appHost = AppHostProcess.Start(_leftovers, _state.Path))
        {
            await appHost.PrintsAsync(Ready, Deadline.StackReady);
            _leftovers.NotePorts();

            appHost.KillAtOnce();

            await _leftovers.AreGoneAsync(Deadline.Gone);
        }

        Assert.Single(Directory.GetDirectories(_state.Path, "run-*"));
        await using var next = AppHostProcess.Start(_leftovers, _state.Path, "--until-ready");
        Assert.Equal(0, await next.ExitCodeAsync(Deadline.StackReady));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task Persist_SecondRun_KeepsDataAndPorts()
    {
        using var turn = await WellKnownPorts.TakeTurnAsync();
        await using (var first = AppHostProcess.Start(_leftovers, _state.Path, "--persist", "--until-ready"))
        {
            Assert.Equal(0, await first.ExitCodeAsync(Deadline.StackReady));
        }

        var ports = File.ReadAllText(_state.Combine("data", "ports.json"));
        await using (var second = AppHostProcess.Start(_leftovers, _state.Path, "--persist", "--until-ready"))
        {
            Assert.Equal(0, await second.ExitCodeAsync(Deadline.StackReady));
        }

        Assert.Equal(ports, File.ReadAllText(_state.Combine("data", "ports.json")));

        // A segment for each start: the second went on where the first had ended.
        Assert.True(File.Exists(_state.Combine("data", "prometheus", "prometheus", "wal", "00000001")));
    }

    [Fact]
    public async Task Persist_SecondRunBesideTheFirst_IsRefusedInOneMessage()
    {
        using var turn = await WellKnownPorts.TakeTurnAsync();
        await using var first = AppHostProcess.Start(_leftovers, _state.Path, "--persist");
        await first.PrintsAsync(Ready, Deadline.StackReady);

        await using var second = AppHostProcess.Start(_leftovers, _state.Path, "--persist", "--until-ready");

        Assert.Equal(1, await second.ExitCodeAsync(Deadline.StackReady));
        Assert.Contains($"is in use by another run (process {first.Pid})", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
        first.Signal(PosixSignal.SIGTERM);
        Assert.Equal(0, await first.ExitCodeAsync(Deadline.ServerReady));
    }

    public void Dispose() => _state.Dispose();

    private async Task NothingIsLeftAsync()
    {
        await _leftovers.AreGoneAsync(Deadline.Gone);
        Assert.Empty(Directory.GetDirectories(_state.Path, "run-*"));
    }
}
