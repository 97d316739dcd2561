using Observability.LogQL;
using Observability.LogQL.Results;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Queries;

namespace Observability.StandIns.Logs.Ruling;

/// <summary>Evaluates the rules of a group, and says which alerts are to be sent.</summary>
/// <param name="queries">Answers queries.</param>
/// <param name="settings">The ruler's settings.</param>
/// <param name="metrics">Counts evaluations.</param>
internal sealed class RuleEvaluator(QueryEndpoints queries, RulerSettings settings, LogsMetrics metrics)
{
    // As Prometheus has it: an alert that is over is told of for a quarter of an hour.
    private static readonly TimeSpan s_resolvedRetention = TimeSpan.FromMinutes(15);

    /// <summary>Evaluates all rules of a group at a time.</summary>
    /// <returns>What is to be sent now.</returns>
    public async Task<IReadOnlyList<AlertInstance>> EvaluateAsync(RuleGroup group, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var toSend = new List<AlertInstance>();
        foreach (var rule in group.Rules.Where(rule => !rule.IsRecording))
        {
            var started = TimeProvider.System.GetTimestamp();
            try
            {
                var parameters = QueryParameters.Instant((now - DateTimeOffset.UnixEpoch).Ticks * 100);
                var result = await queries.EvaluateAsync([group.Tenant], rule.Query, parameters, cancellationToken);
                var samples = result.Data is VectorData vector ? vector.Samples : [];
                lock (rule.Instances)
                {
                    Update(group, rule, samples, now);
                    toSend.AddRange(rule.Instances.Values.Where(instance => MustSend(instance, now)));
                }

                rule.LastError = null;
            }
            catch (Exception mistake) when (mistake is not OperationCanceledException)
            {
                // One rule that fails, whatever the reason, does not end the others.
                rule.LastError = mistake.Message;
            }

            metrics.CountEvaluation($"{group.Namespace};{group.Name}", rule.LastError is not null);
            rule.LastEvaluation = now;
            rule.EvaluationTime = TimeProvider.System.GetElapsedTime(started);
        }

        return toSend;
    }

    private void Update(RuleGroup group, AlertRule rule, IReadOnlyList<Sample> samples, DateTimeOffset now)
    {
        var holding = new HashSet<LabelSet>();
        foreach (var sample in samples)
        {
            var labels = LabelsOf(rule, sample);
            if (!holding.Add(labels))
            {
                throw new LogQLException($"alert '{rule.Name}' has two series with the labels {labels}");
            }

            if (group.Limit > 0 && holding.Count > group.Limit)
            {
                throw new LogQLException($"exceeded limit of {group.Limit} with {samples.Count} alerts");
            }

            if (!rule.Instances.TryGetValue(labels, out var instance) || instance.State == AlertState.Inactive)
            {
                rule.Instances[labels] = instance = new AlertInstance(labels, now);
            }

            instance.KeptSince = null;
            instance.Value = sample.Value;
            instance.Annotations = Expand(rule.Annotations, sample);
        }

        foreach (var (labels, instance) in rule.Instances.ToList())
        {
            Advance(rule, instance, holding.Contains(labels), now);
            if (instance.State == AlertState.Inactive && (instance.ResolvedAt is null || now - instance.ResolvedAt > s_resolvedRetention))
            {
                rule.Instances.Remove(labels);
            }
        }
    }

    private static void Advance(AlertRule rule, AlertInstance instance, bool holds, DateTimeOffset now)
    {
        switch (instance.State)
        {
            case AlertState.Pending when !holds:
                instance.State = AlertState.Inactive;
                break;
            case AlertState.Pending when now - instance.ActiveAt >= rule.For:
                (instance.State, instance.FiredAt) = (AlertState.Firing, now);
                break;
            case AlertState.Firing when !holds:
                instance.KeptSince ??= now;
                if (now - instance.KeptSince >= rule.KeepFiringFor)
                {
                    (instance.State, instance.ResolvedAt, instance.LastSent) = (AlertState.Inactive, now, null);
                }

                break;
        }
    }

    private bool MustSend(AlertInstance instance, DateTimeOffset now) =>
        instance.State != AlertState.Pending && (instance.LastSent is null || now - instance.LastSent >= settings.ResendDelay);

    // Of two of one name the later counts: what the alert has itself goes before what all have.
    private LabelSet LabelsOf(AlertRule rule, Sample sample) => LabelSet.Create(
        settings.ExternalLabels
            .Concat(sample.Labels.Select(label => KeyValuePair.Create(label.Name, label.Value)))
            .Concat(rule.Labels.Select(
                label => KeyValuePair.Create(label.Key, RuleTemplate.Expand(label.Value, sample.Labels, sample.Value))))
            .Append(new("alertname", rule.Name)));

    private static LabelSet Expand(IEnumerable<KeyValuePair<string, string>> templates, Sample sample) =>
        LabelSet.Create(
            templates.Select(pair => KeyValuePair.Create(pair.Key, RuleTemplate.Expand(pair.Value, sample.Labels, sample.Value))));
}
