using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Observability.E2E.Lifetime;

namespace Observability.E2E.Containers;

/// <summary>Stop means gone for containers, networks and volumes as well, however the AppHost ends; what is to be kept stays.</summary>
[Tier(Tier.Container)]
public sealed class ContainerLifetimeTests : IAsyncLifetime
{
    private const string Server = "pushgateway";
    private const string Alertmanager = "alertmanager";

    // The engine gives a container ten seconds to end, of which RabbitMQ 3.10 takes five, before it removes it and its network.
    private static readonly Deadline s_containersGone = new("containers gone", TimeSpan.FromSeconds(30));

    private readonly TemporaryFolder _state = new();
    private readonly Leftovers _leftovers = new();
    private IReadOnlyList<string> _before = [];

    public async ValueTask InitializeAsync()
    {
        await Requires.ContainerEngineAsync();
        Requires.ProcessStack();
        _before = await EngineApi.LeftoversAsync();
    }

    [Fact]
    public async Task Terminated_Stack_LeavesNoContainerNetworkOrVolume()
    {
        await using var appHost = await StartAsync();
        await SeesContainersAsync();

        appHost.Signal(PosixSignal.SIGTERM);

        Assert.Equal(0, await appHost.ExitCodeAsync(s_containersGone));
        await NothingIsLeftAsync();
    }

    [Fact]
    public async Task KilledNine_Stack_LeavesNoContainerNetworkOrVolume()
    {
        await using var appHost = await StartAsync();
        await SeesContainersAsync();

        appHost.KillAtOnce();

        await NothingIsLeftAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SecondRun_DataOfTheFirst_IsThereOnlyWhereItIsKept(bool persist)
    {
        var silences = new Uri("/api/v2/silences", UriKind.Relative);
        try
        {
            await using (var first = await AlertmanagerAsync(persist))
            {
                using var client = first.CreateHttpClient(Alertmanager);
                using var silence = new StringContent(
                    """
                    {"matchers":[{"name":"alertname","value":"Kept","isRegex":false}],"createdBy":"e2e","comment":"kept",
                     "startsAt":"2030-01-01T00:00:00Z","endsAt":"2031-01-01T00:00:00Z"}
                    """,
                    Encoding.UTF8,
                    "application/json");
                using var taken = await client.PostAsync(silences, silence, TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
            }

            // What the image keeps by itself is in a volume without a name, which goes with its container.
            var left = await LeftAsync();
            Assert.Equal(persist ? 1 : 0, left.Count);
            Assert.All(left, name => Assert.StartsWith($"volume {Alertmanager}-data-", name, StringComparison.Ordinal));

            await using var second = await AlertmanagerAsync(persist);
            using var again = second.CreateHttpClient(Alertmanager);
            Assert.Equal(persist, (await again.GetStringAsync(silences, TestContext.Current.CancellationToken)).Contains("Kept", StringComparison.Ordinal));
        }
        finally
        {
            foreach (var name in await LeftAsync())
            {
                await EngineApi.RemoveVolumeAsync(name.Split(' ')[1]);
            }
        }
    }

    [Fact]
    public async Task Process_BesideAContainer_ReachesIt()
    {
        await using var application = await StartAsync(
            Server,
            "--Stack:Only=prometheus,pushgateway,alertmanager",
            "--Stack:Resources:prometheus:Backend=process",
            "--Stack:Resources:alertmanager:Backend=process");
        using var prometheus = application.CreateHttpClient("prometheus");

        await Eventually.BecomesAsync(
            "Prometheus, a process, scrapes the container",
            token => prometheus.GetStringAsync(new Uri("/api/v1/query?query=up%7Bjob%3D%22pushgateway%22%7D", UriKind.Relative), token),
            answer => answer.Contains(",\"1\"]", StringComparison.Ordinal),
            Deadline.DataFlow);
    }

    public ValueTask DisposeAsync()
    {
        _leftovers.KillAll();
        _state.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The AppHost as a program; a RabbitMQ has a volume of its image's own, an anonymous one.</summary>
    private async Task<ChildProcess> StartAsync()
    {
        var appHost = AppHostProcess.Start(
            _leftovers, _state.Path, [.. await ContainerStack.ArgumentsAsync(), "--only", "pushgateway,rabbitmq", "--Stack:Console=true"]);
        await appHost.PrintsAsync("Ready after", Deadline.StackReady);
        return appHost;
    }

    private Task<DistributedApplication> AlertmanagerAsync(bool persist) =>
        StartAsync(Alertmanager, $"--Stack:Only={Alertmanager}", $"--Stack:Persist={persist}");

    private async Task<DistributedApplication> StartAsync(string waitFor, params string[] arguments)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--Stack:Console=false", $"--Stack:StateFolder={_state.Path}", .. await ContainerStack.ArgumentsAsync(), .. arguments],
            TestContext.Current.CancellationToken);
        var application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        using var timeout = new CancellationTokenSource(Deadline.StackReady.Time);
        await application.StartAsync(timeout.Token);
        await application.ResourceNotifications.WaitForResourceHealthyAsync(waitFor, timeout.Token);
        return application;
    }

    private async Task<List<string>> LeftAsync() => [.. (await EngineApi.LeftoversAsync()).Except(_before)];

    private async Task SeesContainersAsync()
    {
        var there = await LeftAsync();
        Assert.Contains(there, name => name.StartsWith("container rabbitmq-", StringComparison.Ordinal));
        Assert.Contains(there, name => name.StartsWith("network aspire-session-network-", StringComparison.Ordinal));
        Assert.Contains(there, name => name.StartsWith("volume ", StringComparison.Ordinal));
    }

    private async Task NothingIsLeftAsync()
    {
        await Eventually.BecomesAsync(
            "the engine has nothing of the run",
            _ => LeftAsync(),
            left => left.Count == 0,
            s_containersGone,
            left => string.Join(", ", left));
        await _leftovers.AreGoneAsync(Deadline.Gone);
    }
}
