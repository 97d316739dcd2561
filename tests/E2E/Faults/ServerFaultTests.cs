using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Observability.E2E.Faults;

/// <summary>A server that dies or answers slowly is seen to, the others go on, and the commands still do what they say.</summary>
[Tier(Tier.Process)]
public sealed class ServerFaultTests : IAsyncLifetime
{
    private const string Server = "pushgateway";
    private const string Neighbour = "alertmanager";

    private readonly TemporaryFolder _state = new();
    private FaultStack _stack = null!;

    public async ValueTask InitializeAsync()
    {
        Requires.Linux();
        Requires.Pushgateway();
        Requires.Alertmanager();
        Requires.AspireBundleOrNpm();
        _stack = await FaultStack.StartAsync(_state.Path, builder =>
        {
            builder.AddPushgateway(Server);
            builder.AddAlertmanager(Neighbour);
        }, Server, Neighbour);
    }

    [Theory]
    [InlineData("start")]
    [InlineData("restart")]
    public async Task Killed_Server_IsSeenToHaveEndedAndComesBackByCommand(string command)
    {
        var address = _stack.Application.GetEndpoint(Server);
        var before = _stack.PidOf(Server);

        _stack.Signal(Server, ProcessSignal.Kill);

        await _stack.EndsAsync(Server, Deadline.InProcess);
        Assert.Equal(KnownResourceStates.Running, _stack.Snapshot(Neighbour).State?.Text);
        var answer = await _stack.ExecuteAsync(Server, command);
        Assert.True(answer.Success, answer.Message);
        await _stack.BecomesHealthyAsync(Server, Deadline.ServerReady);
        Assert.NotEqual(before, _stack.PidOf(Server));
        Assert.Equal(address, _stack.Application.GetEndpoint(Server));
    }

    [Fact]
    public async Task Frozen_Server_CanBeRestartedAndDoesNotHoldUpTheStopOfTheStack()
    {
        var before = _stack.PidOf(Server);
        _stack.Signal(Server, ProcessSignal.Stop);
        var answer = await _stack.ExecuteAsync(Server, KnownResourceCommands.RestartCommand).WaitAsync(Deadline.ServerReady.Time, TestContext.Current.CancellationToken);
        Assert.True(answer.Success, answer.Message);
        await _stack.BecomesHealthyAsync(Server, Deadline.ServerReady);
        Assert.Null(ProcFs.Read(before));

        var again = _stack.PidOf(Server);
        _stack.Signal(Server, ProcessSignal.Stop);
        await _stack.Application.StopAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline.Gone.Time, TestContext.Current.CancellationToken);
        Assert.Null(ProcFs.Read(again));
    }

    public async ValueTask DisposeAsync()
    {
        await _stack.DisposeAsync();
        _state.Dispose();
    }
}
