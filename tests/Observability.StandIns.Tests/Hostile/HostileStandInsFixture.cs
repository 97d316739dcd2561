using Observability.Tests.Hostile;

namespace Observability.StandIns.Tests.Hostile;

/// <summary>Attacks all stand-ins at the same time: most of an attack is waiting.</summary>
public sealed class HostileStandInsFixture : IAsyncLifetime
{
    private Dictionary<string, Task> _attacks = [];

    public ValueTask InitializeAsync()
    {
        Requires.Linux();
        _attacks = HostileStandIns.All.Values.ToDictionary(standIn => standIn.Name, AttackAsync, StringComparer.Ordinal);
        return ValueTask.CompletedTask;
    }

    /// <summary>Completes when a stand-in has survived; fails with what it got wrong.</summary>
    public Task ResultOf(string name) => _attacks[name];

    public async ValueTask DisposeAsync() =>
        await Task.WhenAll(_attacks.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static async Task AttackAsync(HostileStandIn standIn)
    {
        using var setup = new HostileSetup();
        var arguments = standIn.Prepare(setup);
        await using var process = ChildProcess.Start(
            "dotnet", [typeof(IStandIn).Assembly.Location, standIn.Name, .. arguments], environment: setup.Variables);
        var targets = standIn.Targets(setup)
            .Select(target => target with { Name = $"{standIn.Name} {target.Name}", ReadLog = () => process.Output, Pid = process.Pid }).ToList();
        using var client = new HttpClient();
        foreach (var target in targets)
        {
            await Eventually.HoldsAsync(
                $"{target.Name} answers",
                async token => process.HasExited ? throw new InvalidOperationException(process.Output) : await AnswersAsync(client, target, token),
                Deadline.ServerReady);
        }

        await HostileHttp.AttackAsync(targets);
        Assert.False(process.HasExited, process.Output);
    }

    private static async Task<bool> AnswersAsync(HttpClient client, HostileTarget target, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(target.Address, target.Routes[0]));
        request.Headers.TryAddWithoutValidation("Authorization", target.Authorization);
        using var answer = await client.SendAsync(request, cancellationToken);
        return answer.IsSuccessStatusCode;
    }
}
