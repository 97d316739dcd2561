namespace Observability.E2E.Flows;

/// <summary>
/// The stack that the cases run against, shared by all of them. <c>OBS_FLOW_STACK</c> says which: nothing for one that the tests start
/// and stop, <c>running</c> for the one that somebody has started, <c>&lt;target&gt;@&lt;kubectl context&gt;</c> for one in a cluster.
/// </summary>
public sealed class FlowStack : IAsyncLifetime
{
    private const string Variable = "OBS_FLOW_STACK";

    private readonly FlowReport _report = new(Repository.Combine("artifacts", "e2e", "flows.txt"));
    private IFlowStack? _stack;

    /// <summary>The stack.</summary>
    internal IFlowStack Current => _stack ?? throw new InvalidOperationException("The stack is not up.");

    /// <summary>Runs a case, or skips it where a resource of it is not there.</summary>
    public async Task RunAsync(string name)
    {
        var flow = FlowCase.All[name];
        if (FindAbsence(flow) is { } absence)
        {
            _report.Add(name, flow, "skipped", null);
            Requires.Missing(absence);
        }

        await Current.ReadyAsync();
        var started = TimeProvider.System.GetTimestamp();
        var outcome = "failed";
        try
        {
            await new FlowRunner(Current, TestContext.Current.CancellationToken).RunAsync(name, flow);
            outcome = "passed";
        }
        finally
        {
            _report.Add(name, flow, outcome, TimeProvider.System.GetElapsedTime(started));
        }
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        _stack = Environment.GetEnvironmentVariable(Variable) switch
        {
            null or "" => await LaptopFlowStack.CreateAsync(FlowCaseTests.Here, cancellationToken),
            "running" => await RunningFlowStack.FindAsync(process: null, cancellationToken),
            var cluster when cluster.Split('@') is [var target, var context] => await ClusterFlowStack.CreateAsync(target, context, "kubectl", cancellationToken),
            var other => throw new InvalidOperationException($"{Variable} is '{other}', which is neither 'running' nor '<target>@<kubectl context>'."),
        };
    }

    private string? FindAbsence(FlowCase flow) =>
        flow.Resources.Select(Current.FindAbsence).FirstOrDefault(absence => absence is not null)
        ?? (flow.Out.Host is { } name && Current.FindRoute(name) is null ? $"{name} has no host name there" : null);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _report.Write();
        if (_stack is not null)
        {
            await _stack.DisposeAsync();
        }
    }
}
