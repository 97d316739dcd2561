using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Observability.E2E.Lifetime;
using RabbitMQ.Client;

namespace Observability.E2E.Faults;

/// <summary>
/// A stack that keeps its data is killed at one part after the other, by SIGKILL and while a producer sends. A few times here; as
/// often as <c>OBS_FAULT_ROUNDS</c> says by hand (docs/reliability.md).
/// </summary>
[Tier(Tier.Process)]
public sealed class KillLoopTests : IAsyncLifetime
{
    private const string Rounds = "OBS_FAULT_ROUNDS";
    private const string Password = "canary-of-the-kill-loop";
    private const int MessagesBefore = 50;

    // A broker has all messages of all rounds to put away, on a machine that may do ten other things; how long a stop takes otherwise is
    // for LifetimeTests to say.
    private static readonly Deadline s_stopped = new("stop in order", TimeSpan.FromSeconds(30));

    private readonly TemporaryFolder _state = new();
    private readonly List<ConfirmedProducer> _producers = [];
    private ChildProcess? _appHost;
    private Leftovers _leftovers = new();

    private static int RoundCount => int.Parse(Environment.GetEnvironmentVariable(Rounds) ?? "4", CultureInfo.InvariantCulture);

    public ValueTask InitializeAsync()
    {
        Requires.ProcessStack();
        Requires.RabbitMQ();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task KillNine_OnePartAfterTheOther_LeavesNothingAndLosesNothingConfirmed()
    {
        using var ports = await WellKnownPorts.TakeTurnAsync();
        Func<Task>[] faults = [KillAppHostAsync, KillOrchestratorAsync, KillDashboardAsync, KillServerAsync];
        for (var round = 0; round < RoundCount; round++)
        {
            await StartAsync();
            var producer = new ConfirmedProducer(token => ConnectAsync(patience: null, token), "points.test", $"round-{round}");
            _producers.Add(producer);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var sending = producer.RunAsync(stop.Token);
            await Eventually.HoldsAsync($"round {round}: the producer sends", () => producer.ConfirmedCount >= MessagesBefore, Deadline.ServerReady);

            await faults[round % faults.Length]();

            await stop.CancelAsync();
            await sending;
            await NothingIsLeftAsync();
            Tell($"round {round}: {faults[round % faults.Length].Method.Name}, {producer.ConfirmedCount} messages confirmed");
        }

        await StartAsync();
        await using (var connection = await ConnectAsync(Deadline.ServerReady.Time, TestContext.Current.CancellationToken))
        {
            var arrived = await Broker.DrainAsync(connection, "points", TestContext.Current.CancellationToken);
            Assert.Empty(_producers.SelectMany(producer => producer.Confirmed).Except(arrived));
            Assert.Empty(arrived.Except(_producers.SelectMany(producer => producer.Tried)));
            Tell($"{RoundCount} kills, {_producers.Sum(producer => producer.ConfirmedCount)} messages confirmed, {arrived.Count} arrived");
        }

        await StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_appHost is not null)
        {
            await FaultEvidence.KeepAsync(_appHost);
            await _appHost.DisposeAsync();
        }

        _leftovers.KillAll();
        _state.Dispose();
    }

    private static void Tell(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    private async Task StartAsync()
    {
        if (_appHost is not null)
        {
            await _appHost.DisposeAsync();
        }

        _leftovers = new Leftovers();
        _appHost = AppHostProcess.Start(
            _leftovers, _state.Path, "--persist", "--only", "rabbitmq", $"--Parameters:rabbitmq-admin-password={Password}");
        await _appHost.PrintsAsync("Ready after", Deadline.StackReady);
        Assert.NotEmpty(_leftovers.NotePorts());
    }

    private async Task KillAppHostAsync()
    {
        _appHost!.KillAtOnce();
        await _appHost.ExitCodeAsync(Deadline.InProcess);
    }

    private async Task KillOrchestratorAsync()
    {
        Kill("dcp start-apiserver");
        Assert.Equal(1, await _appHost!.ExitCodeAsync(Deadline.ServerReady));
    }

    private async Task KillDashboardAsync()
    {
        await AppHostProcess.DashboardAnswersAsync(_appHost!);
        Kill("aspire-managed dashboard");
        await _appHost!.PrintsAsync("It is started again at the same address", Deadline.ServerReady);
        await StopAsync();
    }

    private async Task KillServerAsync()
    {
        Kill("beam.smp");
        await _appHost!.PrintsAsync("rabbitmq: Finished", Deadline.ServerReady);
        await StopAsync();
    }

    private async Task StopAsync()
    {
        _appHost!.Signal(PosixSignal.SIGTERM);
        Assert.Equal(0, await _appHost.ExitCodeAsync(s_stopped));
    }

    private void Kill(string program) => ProcessSignal.Send(
        _leftovers.Processes().First(process => process.CommandLine.Contains(program, StringComparison.Ordinal)).Pid, ProcessSignal.Kill);

    private async Task NothingIsLeftAsync()
    {
        await _leftovers.AreGoneAsync(Deadline.Gone);
        var sessions = Directory.GetDirectories(Path.GetTempPath(), "aspire-dcp-*").Where(IsOfThisRun);
        Assert.Empty(sessions);
    }

    // The owner is noted as process id and start time: 4711 128934
    private bool IsOfThisRun(string session) =>
        LiveFile.Read(Path.Combine(session, "owner")).StartsWith($"{_appHost!.Pid} ", StringComparison.Ordinal);

    // {"rabbitmq.amqp": 5672, …}, the same in every run
    private Task<IConnection> ConnectAsync(TimeSpan? patience, CancellationToken cancellationToken)
    {
        using var ports = JsonDocument.Parse(File.ReadAllText(_state.Combine("data", "ports.json")));
        return Broker.ConnectAsync("127.0.0.1", ports.RootElement.GetProperty("rabbitmq.amqp").GetInt32(), Password, patience, cancellationToken);
    }
}
