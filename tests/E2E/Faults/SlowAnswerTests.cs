using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Observability.E2E.Faults;

/// <summary>A server that answers, but late: the probe's limit decides, and says so.</summary>
[Tier(Tier.Process)]
public sealed class SlowAnswerTests : IAsyncLifetime
{
    private const string Server = "slow";

    private readonly TemporaryFolder _state = new();
    private readonly TaskCompletionSource _end = new();
    private volatile int _delaySeconds;
    private WebApplication? _server;
    private FaultStack? _stack;

    private FaultStack Stack => _stack ?? throw new InvalidOperationException("The stack is not up.");

    public async ValueTask InitializeAsync()
    {
        Requires.Linux();
        Requires.AspireBundleOrNpm();
        var port = FreePort.Take();
        _stack = await FaultStack.StartAsync(_state.Path, builder => builder
            .AddExecutable(Server, "sleep", "/", "infinity")
            .WithHttpEndpoint(port: port, isProxied: false)
            .WithHttpHealthCheck("/-/ready"));
        _server = await ServeAsync(port);
        await Stack.BecomesHealthyAsync(Server, Deadline.ServerReady);
    }

    [Fact]
    public async Task Answers_SlowerThanTheProbeWaits_AreUnhealthyWithTheReasonUntilTheyAreQuickAgain()
    {
        _delaySeconds = 60;

        var reason = await Stack.BecomesUnhealthyAsync(Server, Deadline.ServerReady);

        Assert.EndsWith("/-/ready: no answer within 5 s", reason, StringComparison.Ordinal);
        var answer = await Stack.ExecuteAsync(Server, KnownResourceCommands.RestartCommand);
        Assert.True(answer.Success, answer.Message);
        _delaySeconds = 0;
        await Stack.BecomesHealthyAsync(Server, Deadline.ServerReady);
    }

    [Fact]
    public async Task Answers_SlowButWithinTheLimit_AreHealthy()
    {
        _delaySeconds = 2;
        var looked = Stack.Snapshot(Server).HealthReports[0].LastRunAt;

        await Eventually.BecomesAsync(
            "a look after the delay began", () => Stack.LookAt(Server).HealthReports[0], report => report.LastRunAt > looked!.Value.AddSeconds(_delaySeconds), Deadline.ServerReady);

        Assert.Equal("Healthy", Stack.Snapshot(Server).HealthStatus.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (_stack is not null)
        {
            await _stack.DisposeAsync();
        }

        _end.TrySetResult();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _state.Dispose();
    }

    private async Task<WebApplication> ServeAsync(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        var server = builder.Build();
        server.Run(async context =>
        {
            await Task.WhenAny(_end.Task, Task.Delay(TimeSpan.FromSeconds(_delaySeconds), context.RequestAborted));
            await context.Response.WriteAsync("ready", CancellationToken.None);
        });
        await server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }
}
