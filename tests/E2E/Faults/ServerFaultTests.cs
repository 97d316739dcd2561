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
    private FaultStack? _stack;

    private FaultStack Stack => _stack ?? throw new InvalidOperationException("The stack is not up.");

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
        var address = Stack.Application.GetEndpoint(Server);
        var before = Stack.PidOf(Server);

        Stack.Signal(Server, ProcessSignal.Kill);

        await Stack.EndsAsync(Server, Deadline.InProcess);
        Assert.Equal(KnownResourceStates.Running, Stack.Snapshot(Neighbour).State?.Text);
        var answer = await Stack.ExecuteAsync(Server, command);
        Assert.True(answer.Success, answer.Message);
        await Stack.BecomesHealthyAsync(Server, Deadline.ServerReady);
        Assert.NotEqual(before, Stack.PidOf(Server));
        Assert.Equal(address, Stack.Application.GetEndpoint(Server));
    }

    [Fact]
    public async Task Frozen_Server_CanBeRestartedAndDoesNotHoldUpTheStopOfTheStack()
    {
        var before = Stack.PidOf(Server);
        Stack.Signal(Server, ProcessSignal.Stop);
        var answer = await Stack.ExecuteAsync(Server, KnownResourceCommands.RestartCommand).WaitAsync(Deadline.ServerReady.Time, TestContext.Current.CancellationToken);
        Assert.True(answer.Success, answer.Message);
        await Stack.BecomesHealthyAsync(Server, Deadline.ServerReady);
        Assert.Null(ProcFs.Read(before));

        var again = Stack.PidOf(Server);
        Stack.Signal(Server, ProcessSignal.Stop);
        await Stack.Application.StopAsync(TestContext.Current.CancellationToken).WaitAsync(Deadline.Gone.Time, TestContext.Current.CancellationToken);
        Assert.Null(ProcFs.Read(again));
    }

    public async ValueTask DisposeAsync()
    {
        if (_stack is not null)
        {
            await _stack.DisposeAsync();
        }

        _state.Dispose();
    }
}
