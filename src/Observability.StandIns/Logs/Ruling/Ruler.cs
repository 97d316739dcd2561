using Observability.StandIns.Logs.Configuration;

namespace Observability.StandIns.Logs.Ruling;

/// <summary>Reads the files of rules now and then, evaluates each group on its interval, has alerts sent.</summary>
internal sealed class Ruler(
    LogsConfiguration configuration, RuleEvaluator evaluator, AlertNotifier notifier, TimeProvider clock, ILogger<Ruler> logger)
        : BackgroundService
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(100);
    private readonly RuleFiles _files = new(configuration.Ruler);
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private IReadOnlyList<RuleGroup> _groups = [];

    /// <summary>The groups in force.</summary>
    public IReadOnlyList<RuleGroup> Groups => Volatile.Read(ref _groups);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The start of the server does not wait for rules.
        await Task.Yield();
        var nextPoll = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            var now = clock.GetUtcNow();
            if (now >= nextPoll)
            {
                Reload(now);
                nextPoll = now + Longer(configuration.Ruler.PollInterval);
            }

            foreach (var group in Groups.Where(group => now >= group.Next))
            {
                group.Next = now + Longer(group.Interval);
                await notifier.SendAsync(group, await evaluator.EvaluateAsync(group, now, stoppingToken), now, stoppingToken);
            }

            var next = Groups.Select(group => group.Next).Append(nextPoll).Min() - clock.GetUtcNow();
            await Task.Delay(Longer(next), clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A group that stands there as it did keeps what it knows of its alerts.
    private void Reload(DateTimeOffset now)
    {
        var problems = new List<string>();
        var before = Groups;
        var groups = _files.Read(problems).Select(group => before.FirstOrDefault(group.IsSame) ?? group).ToList();
        foreach (var group in groups.Except(before))
        {
            group.Next = now;
            problems.AddRange(group.Rules.Where(rule => rule.IsRecording).Select(rule =>
                $"{group.Namespace}: recording rule '{rule.Name}' of group '{group.Name}' is not evaluated: metrics are written nowhere"));
        }

        foreach (var problem in problems.Where(_said.Add))
        {
            logger.LogWarning("Rules: {Problem}", problem);
        }

        Volatile.Write(ref _groups, groups);
    }

    private static TimeSpan Longer(TimeSpan interval) => interval > s_shortest ? interval : s_shortest;
}
