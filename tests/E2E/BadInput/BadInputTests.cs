using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Observability.E2E.BadInput;

/// <summary>A user's mistake gives one message that names the resource and the field, before anything of the graph starts.</summary>
[Tier(Tier.Process)]
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _state = new();

    public BadInputTests() => Requires.ProcessStack();

    [Fact]
    public async Task Start_SeveralMistakesAtOnce_ReportsThemTogether()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var rules = _state.Write("rules/bad.yml", "groups: [{ name: g, rules: [{ alert: A, expr: 'up ==' }] }]");
        var builder = CreateBuilder("--Stack:Resources:promteus:Backend=process", "--DcpPublisher:RandomizePorts=false");
        var required = builder.AddParameter("required");
        builder.AddPrometheus("prometheus", port).WithRules(rules);
        var first = builder.AddExecutable("first", "true", ".").WithEnvironment("X", required);
        var second = builder.AddExecutable("second", "true", ".").WaitFor(first);
        first.WaitFor(second);
        builder.AddExecutable("absent", "no-such-program-anywhere", ".");

        var message = await StartAndFailAsync(builder);

        string[] expected =
        [
            $"prometheus: WithRules: {rules}:",
            "Stack:Resources:promteus",
            "Parameters:required",
            "first -> second -> first",
            "no-such-program-anywhere",
            $"{port}",
        ];
        Assert.All(expected, text => Assert.Contains(text, message, StringComparison.Ordinal));
    }

    [Fact]
    public void Add_TwoResourcesOfOneName_NamesBoth()
    {
        var builder = CreateBuilder();
        builder.AddPrometheus("metrics");

        var error = Assert.Throws<DistributedApplicationException>(() => builder.AddAlertmanager("Metrics"));

        Assert.Contains("'Metrics'", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Wait_BinaryThatExitsAtOnce_EndsTheWaitWithExitCodeAndLog()
    {
        var builder = CreateBuilder();
        builder.AddExecutable("short", "sh", ".", "-c", "echo no such luck; exit 7").WithHttpEndpoint().WithHttpHealthCheck("/");
        await using var application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await application.StartAsync(TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => application.ResourceNotifications
            .WaitForResourceHealthyAsync("short", WaitBehavior.StopOnResourceUnavailable, TestContext.Current.CancellationToken)
            .WaitAsync(Deadline.ServerReady.Time, TestContext.Current.CancellationToken));

        Assert.Contains("short", error.Message, StringComparison.Ordinal);
        Assert.Contains("7", error.Message, StringComparison.Ordinal);
        Assert.Contains("no such luck", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_UnknownName_FailsAtOnceWithTheKnownOnes()
    {
        var builder = CreateBuilder();
        builder.AddExecutable("known", "sleep", ".", "60");
        await using var application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        await application.StartAsync(TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAnyAsync<Exception>(() => application.ResourceNotifications
            .WaitForResourceHealthyAsync("unknown", TestContext.Current.CancellationToken)
            .WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken));

        Assert.IsNotType<TimeoutException>(error);
        Assert.Contains("known", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_StateFolderCannotHoldFiles_NamesFolderAndSetting()
    {
        var file = _state.Write("a-file", "");
        var builder = CreateBuilder($"--Stack:StateFolder={file}/below");
        builder.AddPushgateway("pushgateway");

        var message = await StartAndFailAsync(builder);

        Assert.Contains(file, message, StringComparison.Ordinal);
        Assert.Contains("Stack:StateFolder", message, StringComparison.Ordinal);
    }

    public void Dispose() => _state.Dispose();

    private IDistributedApplicationTestingBuilder CreateBuilder(params string[] arguments) => DistributedApplicationTestingBuilder.Create(
        ["--Stack:Backend=process", $"--Stack:StateFolder={_state.Combine("state")}", .. arguments]);

    private static async Task<string> StartAndFailAsync(IDistributedApplicationTestingBuilder builder)
    {
        await using var application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => application.StartAsync(TestContext.Current.CancellationToken));
        return error.Message;
    }
}
