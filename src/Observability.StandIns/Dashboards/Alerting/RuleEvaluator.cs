using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Observability.StandIns.Dashboards.Provisioning;
using Observability.StandIns.Dashboards.Queries;

namespace Observability.StandIns.Dashboards.Alerting;

/// <summary>
/// Evaluates the provisioned alert rules as often as their groups say. It notifies nobody: their states can be looked at.
/// </summary>
internal sealed class RuleEvaluator(ProvisionedContent content, QueryRunner runner, DashboardsMetrics metrics, TimeProvider clock)
    : BackgroundService
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, RuleState> _states = new(StringComparer.Ordinal);

    /// <summary>The state of a rule; null before its first evaluation.</summary>
    public RuleState? Find(AlertRuleDefinition rule) => _states.GetValueOrDefault(rule.Uid);

    /// <summary>Evaluates a rule now.</summary>
    public async Task EvaluateAsync(AlertRuleDefinition rule, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var before = (Find(rule)?.Alerts ?? []).ToDictionary(alert => alert.Key, StringComparer.Ordinal);
        string? error = null;
        List<AlertInstance> alerts = [];
        metrics.RuleEvaluations.WithLabels("1").Inc();
        try
        {
            alerts = [.. (await FindMeetingAsync(rule, now, cancellationToken).ConfigureAwait(false))
                .Select(sample => Continue(rule, sample, before, now))];
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is, it is the rule's: the others are evaluated as before.
            error = failure.Message;
            metrics.RuleFailures.WithLabels("1").Inc();
            alerts = rule.ErrorState switch
            {
                "OK" => [],
                "KeepLast" => [.. before.Values],
                _ => [Continue(rule, new Condition.Sample(new Dictionary<string, string> { ["alertname"] = "DatasourceError" }, null),
                    before, now)],
            };
        }

        _states[rule.Uid] = new RuleState(alerts, error, now, clock.GetUtcNow() - now);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(s_tick, clock, stoppingToken).ConfigureAwait(false);
                var now = clock.GetUtcNow();
                var due = content.AlertRules.Where(rule =>
                    !rule.IsPaused && (Find(rule) is not { } state || now - state.Evaluated >= rule.Interval)).ToList();
                await Task.WhenAll(due.Select(rule => EvaluateAsync(rule, stoppingToken))).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }
    }

    private async Task<IReadOnlyList<Condition.Sample>> FindMeetingAsync(AlertRuleDefinition rule, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var data = rule.Data.ToDictionary(query => query.Text("refId") ?? string.Empty, StringComparer.Ordinal);
        var frames = new Dictionary<string, IReadOnlyList<Frame>>(StringComparer.Ordinal);
        foreach (var (refId, query) in data.Where(query => query.Value.Text("datasourceUid") is not ("__expr__" or "-100")))
        {
            var model = (JsonObject)(query.Map("model")?.DeepClone() ?? new JsonObject());
            model["datasource"] = new JsonObject { ["uid"] = query.Text("datasourceUid") };
            long Time(string key) => (now - TimeSpan.FromSeconds(query.Map("relativeTimeRange").Number(key) ?? 0)).ToUnixTimeMilliseconds();
            var answer = await runner.AnswerAsync(model, refId, Time("from"), Time("to"), cancellationToken).ConfigureAwait(false);
            frames[refId] = answer.Error is { } message ? throw new QueryException(message, answer.Status, answer.IsStoresFault)
                : answer.Frames;
        }

        var samples = Condition.Evaluate(rule.Condition, data, frames);

        // An alert goes on by its labels: of two with the same nobody could say which.
        if (samples.CountBy(sample => LabelsOf(sample.Labels), StringComparer.Ordinal).FirstOrDefault(alike => alike.Value > 1) is
            { Key: { } labels })
        {
            throw new QueryException($"frame cannot uniquely be identified by its labels: has duplicate results with labels {{{labels}}}");
        }

        var withData = samples.Where(sample => sample.Value is not null).ToList();
        return withData.Count > 0
            ? [.. withData.Where(sample => sample.Value is not 0)]
            : rule.NoDataState is "OK" or "KeepLast" ? []
                : [new Condition.Sample(new Dictionary<string, string> { ["alertname"] = "DatasourceNoData" }, null)];
    }

    private static string LabelsOf(IReadOnlyDictionary<string, string> labels) => string.Join(", ",
        labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));

    private static AlertInstance Continue(AlertRuleDefinition rule, Condition.Sample sample, Dictionary<string, AlertInstance> before,
        DateTimeOffset now)
    {
        var fresh = new AlertInstance(sample.Labels, sample.Value, now, rule.For <= TimeSpan.Zero);
        return before.GetValueOrDefault(fresh.Key) is { } earlier
            ? fresh with { Since = earlier.Since, IsFiring = now - earlier.Since >= rule.For }
            : fresh;
    }
}
