using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Bundle;
using Aspire.Hosting.Embedded.Dashboard;
using Aspire.Hosting.Embedded.Dcp;
using Aspire.Hosting.Embedded.Orchestration;
using Aspire.Hosting.Embedded.Tests.Bundle;
using Aspire.Hosting.Embedded.Tests.Orchestration;
using Aspire.Hosting.Embedded.Tests.Verbs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Embedded.Tests.Dashboard;

/// <summary>What becomes of a dashboard that ends before it has answered for the first time.</summary>
public class DashboardRestartTests
{
    private const int Killed = 137;

    [Fact]
    public async Task Dashboard_KilledBeforeItListens_IsStartedAgain()
    {
        await using var server = await LocalServer.StartAsync(_ => Task.CompletedTask);
        var processes = new ScriptedProcesses(End(Killed), Listen(server));

        Assert.EndsWith("/login?t=token", await WaitAsync(processes), StringComparison.Ordinal);
        Assert.Equal(2, processes.Count);
    }

    [Fact]
    public async Task Dashboard_KilledBeforeItsFirstAnswer_IsStartedAgain()
    {
        ScriptedProcess? first = null;
        await using var server = await LocalServer.StartAsync(context =>
        {
            // It dies while it is asked for its health.
            if (first!.End(Killed))
            {
                context.Abort();
            }

            return Task.CompletedTask;
        });
        var processes = new ScriptedProcesses(process => Listen(server)(first = process), Listen(server));

        Assert.EndsWith("/login?t=token", await WaitAsync(processes), StringComparison.Ordinal);
        Assert.Equal(2, processes.Count);
    }

    [Fact]
    public async Task Dashboard_KeepsBeingKilledBeforeItListens_IsGivenUpWithTheReason()
    {
        var processes = new ScriptedProcesses(End(Killed));

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => WaitAsync(processes));

        Assert.Contains($"exit code {Killed}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(4, processes.Count);
    }

    [Theory]
    [InlineData(101)]
    [InlineData(134)]
    public async Task Dashboard_EndsByItselfBeforeItListens_IsNotStartedAgain(int exitCode)
    {
        var processes = new ScriptedProcesses(End(exitCode));

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => WaitAsync(processes));

        Assert.Contains($"exit code {exitCode}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(1, processes.Count);
    }

    private static Action<ScriptedProcess> End(int exitCode) => process => process.End(exitCode);

    private static Action<ScriptedProcess> Listen(LocalServer server) =>
        process => process.Say($"Now listening on: http://127.0.0.1:{server.Port}");

    private static async Task<string> WaitAsync(ScriptedProcesses processes)
    {
        await using var application = await TestApplication.StartAsync(_ => { });
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [WellKnownConfiguration.DashboardUrls] = "http://127.0.0.1:1",
            [WellKnownConfiguration.OtlpGrpcUrl] = "http://127.0.0.1:2",
            [WellKnownConfiguration.OtlpHttpUrl] = "http://127.0.0.1:3",
            [WellKnownConfiguration.ResourceServiceUrl] = $"http://127.0.0.1:{FreePort.Take()}",
            [WellKnownConfiguration.BrowserToken] = "token",
            [WellKnownConfiguration.OtlpApiKey] = "otlp-key",
            [WellKnownConfiguration.ResourceServiceApiKey] = "service-key",
        }).Build();
        await using var host = new DashboardHost(
            configuration,
            new FixedBundle(new AspireBundle("/dcp", "/aspire-managed", "test")),
            processes,
            application.Notifications,
            application.Services.GetRequiredService<ResourceLoggerService>(),
            application.Commands,
            TimeProvider.System,
            NullLoggerFactory.Instance);
        await host.StartAsync(TestContext.Current.CancellationToken);
        return await host.WaitUntilReadyAsync(TestContext.Current.CancellationToken)
            .WaitAsync(Deadline.ServerReady.Time, TestContext.Current.CancellationToken);
    }

    /// <summary>Each process that is started does what its script says; the last script is for all that follow.</summary>
    private sealed class ScriptedProcesses(params Action<ScriptedProcess>[] scripts) : IHostProcesses
    {
        public int Count { get; private set; }

        public IHostProcess Start(HostProcessSpec spec)
        {
            var process = new ScriptedProcess(spec);
            scripts[Math.Min(Count, scripts.Length - 1)](process);
            Count++;
            return process;
        }

        public Task<HostProcessOutcome> RunAsync(HostProcessSpec spec, TimeSpan timeout, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }

    private sealed class ScriptedProcess(HostProcessSpec spec) : IHostProcess
    {
        private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Id => 0;

        public Task<int> Exited => _exited.Task;

        public void Say(string line) => spec.OutputLine!(line);

        public bool End(int exitCode) => _exited.TrySetResult(exitCode);

        public Task TerminateAsync(TimeSpan grace)
        {
            End(0);
            return Task.CompletedTask;
        }

        public void Kill() => End(Killed);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
