namespace Observability.Tests.Hostile;

/// <summary>
/// What a service of ours must survive and refuse over HTTP, whatever it is for: one call for each port of each service. Every
/// attack runs, all that is wrong is reported together.
/// </summary>
/// <remarks>
/// Where a status is expected it is a set: 400 and 404 for the same path are both right. Never right are a 500, an answer to what was
/// smuggled, a word of a secret, a stack trace, and a service that does not answer afterwards.
/// </remarks>
internal sealed partial class HostileHttp
{
    private readonly HostileTarget _target;
    private readonly RawHttp _http;
    private readonly List<string> _problems = [];
    private readonly Lock _lock = new();

    private HostileHttp(HostileTarget target)
    {
        _target = target;
        _http = new RawHttp(target);
    }

    /// <summary>Attacks the ports of a service, all at once, and fails with all that it got wrong.</summary>
    public static async Task AttackAsync(params IEnumerable<HostileTarget> targets)
    {
        var attacks = targets.Select(target => new HostileHttp(target)).ToList();
        await Task.WhenAll(attacks.Select(attack => attack.RunAsync()));
        var problems = attacks.SelectMany(attack => attack._problems.Select(problem => $"{attack._target.Name}: {problem}")).ToList();
        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    private async Task RunAsync()
    {
        Expect("before the attacks", await _http.AskAsync("GET", _target.Routes[0]), 200);
        await Task.WhenAll(
            TraversalAsync(),
            SmugglingAsync(),
            FramingAsync(),
            HeaderInjectionAsync(),
            HostHeaderAsync(),
            OpenRedirectAsync(),
            MethodsAsync(),
            OversizedHeadersAsync(),
            OversizedBodiesAsync(),
            SlowBodiesAsync(),
            HalfOpenAsync(),
            BombsAsync(),
            GuardAsync(),
            NoiseAsync());
        await LookAtPagesAsync();
        LookAtAllAnswers();
        Expect("after the attacks", await _http.AskAsync("GET", _target.Routes[0]), 200);
    }

    private void Expect(string what, RawAnswer answer, params IReadOnlyList<int> statuses)
    {
        if (!statuses.Contains(answer.Status))
        {
            Report($"{what}: {answer} instead of {string.Join(" or ", statuses)}");
        }
    }

    private void Report(string problem)
    {
        lock (_lock)
        {
            _problems.Add(problem);
        }
    }
}
