using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Lint.PromQL;
using Observability.Hosting.Model;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Lint;

/// <summary>
/// Checks every PromQL query of the content: that it is one, and that something in the graph produces the metric, the label and the
/// job that it names. Where that cannot be known it says nothing: a server without a list of series may serve anything.
/// </summary>
internal sealed class PromQLCheck(ContentQueries queries) : IStackCheck
{
    private const string JobLabel = "job";

    // Prometheus' own of every target (https://prometheus.io/docs/concepts/jobs_instances/), and of its rules
    // (https://prometheus.io/docs/prometheus/latest/configuration/alerting_rules/#inspecting-alerts-during-runtime).
    private static readonly string[] s_everyTarget =
        ["up", "scrape_duration_seconds", "scrape_samples_scraped", "scrape_samples_post_metric_relabeling", "scrape_series_added"];

    // Jobs that a cluster's discovery makes: of nodes, pods and the control plane.
    private static readonly string[] s_clusterJobs = ["kube", "etcd"];

    // What the scrape adds to every series, in a cluster by discovery.
    private static readonly string[] s_targetLabels = [JobLabel, "instance", "namespace", "service", "pod", "node"];

    /// <inheritdoc />
    public Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken)
    {
        var found = queries.In(QueryLanguage.PromQL)
            .GroupBy(query => query.Store)
            .SelectMany(ofStore => Check(new KnownSeries(ofStore.Key, ofStore), ofStore));
        return Task.FromResult<IReadOnlyList<Problem>>([.. found]);
    }

    private static IEnumerable<Problem> Check(KnownSeries known, IEnumerable<ContentQuery> queries)
    {
        foreach (var query in queries)
        {
            if (Parse(query, out var selectors) is { } problem)
            {
                yield return problem;
                continue;
            }

            foreach (var selector in selectors)
            {
                if (known.FindProblem(selector) is { } found)
                {
                    yield return new Problem(query.Owner.Name, query.Place, found.What, found.Remedy) { Rule = found.Rule };
                }
            }
        }
    }

    private static Problem? Parse(ContentQuery query, out IReadOnlyList<Selector> selectors)
    {
        try
        {
            selectors = Parser.FindSelectors(query.Text);
            return null;
        }
        catch (PromQLException error)
        {
            selectors = [];
            return new Problem(
                query.Owner.Name,
                query.Place,
                FormattableString.Invariant($"{error.Message} at character {error.Position + 1} of: {query.Text.ReplaceLineEndings(" ")}"),
                "Mend the expression.") { Rule = "promql-syntax" };
        }
    }

    /// <summary>What one store is known to have.</summary>
    private sealed class KnownSeries
    {
        private readonly IResource _store;
        private readonly Dictionary<string, SeriesCatalogue?> _jobs;
        private readonly HashSet<string> _recorded;

        public KnownSeries(IResource store, IEnumerable<ContentQuery> queries)
        {
            _store = store;
            _jobs = store.GetEdges(EdgeKind.Scrape).Select(edge => edge.To.Resource).ToDictionary(
                target => target.Name,
                target => target.GetMetrics().Series is { } name && SeriesCatalogue.Get(name) is { IsEmpty: false } series ? series : null,
                StringComparer.Ordinal);
            _recorded = [.. queries.Select(query => query.Records).OfType<string>()];
        }

        private IEnumerable<SeriesCatalogue> Catalogues => _jobs.Values.OfType<SeriesCatalogue>();

        public (string Rule, string What, string Remedy)? FindProblem(Selector selector)
        {
            // What a person chooses at the screen can be anything.
            if (selector.Metric?.Contains(ContentVariable.Placeholder, StringComparison.Ordinal) == true)
            {
                return null;
            }

            // A Pushgateway's metrics have the job that pushed them, whatever its name; these cannot come from one.
            var isScraped = selector.Metric is { } metric && (s_everyTarget.Contains(metric) || Catalogues.Any(catalogue => catalogue.Owns(metric)));
            if (FindJob(selector) is { } job && !_jobs.ContainsKey(job))
            {
                return !isScraped || s_clusterJobs.Any(prefix => job.StartsWith(prefix, StringComparison.Ordinal)) ? null :
                 ("job-unknown", $"'{job}' is no scrape target of {_store.Name}", $"Use one of: {string.Join(", ", _jobs.Keys.Order(StringComparer.Ordinal))}.");
            }

            return selector.Metric is null || s_everyTarget.Contains(selector.Metric) || selector.Metric.StartsWith("ALERTS", StringComparison.Ordinal)
                || _recorded.Contains(selector.Metric)
                ? null
                : FindMetricProblem(selector, selector.Metric) ?? FindLabelProblem(selector, selector.Metric);
        }

        private (string Rule, string What, string Remedy)? FindMetricProblem(Selector selector, string metric)
        {
            var job = FindJob(selector);
            var candidates = job is null ? Catalogues.Where(catalogue => catalogue.Owns(metric)) : _jobs[job] is { } one ? [one] : [];
            var producers = candidates.ToList();
            if (producers.Count == 0 || producers.Exists(catalogue => catalogue.FindLabels(metric) is not null))
            {
                return null;
            }

            var near = producers.SelectMany(catalogue => catalogue.Metrics).MinBy(name => Distance(name, metric))!;
            return (
                "metric-unknown",
                $"nothing in the graph produces the metric '{metric}'{(job is null ? "" : $" of the job '{job}'")}",
                Distance(near, metric) <= metric.Length / 3 ? $"Did you mean {near}?" : "Name one that is served.");
        }

        private (string Rule, string What, string Remedy)? FindLabelProblem(Selector selector, string metric)
        {
            var job = FindJob(selector);
            var known = (job is null ? Catalogues : _jobs[job] is { } one ? [one] : [])
                .Select(catalogue => catalogue.FindLabels(metric))
                .OfType<IReadOnlySet<string>>()
                .ToList();
            if (known.Count == 0)
            {
                return null;
            }

            // A target that nobody has listed may have the same metric with other labels, unless the name is somebody's own.
            if (job is null && _jobs.ContainsValue(null) && !Catalogues.Any(catalogue => catalogue.Owns(metric)))
            {
                return null;
            }

            var labels = known.SelectMany(set => set).Concat(s_targetLabels).Append("__name__").ToHashSet(StringComparer.Ordinal);
            var unknown = selector.Matchers.Select(matcher => matcher.Label)
                .FirstOrDefault(label => !labels.Contains(label) && !label.Contains(ContentVariable.Placeholder, StringComparison.Ordinal));
            return unknown is null
                ? null
                : ("label-unknown", $"'{metric}' has no label '{unknown}'", $"Use one of: {string.Join(", ", labels.Order(StringComparer.Ordinal))}.");
        }

        // job="x"; a pattern may fit more than one.
        private static string? FindJob(Selector selector) => selector.Matchers
            .FirstOrDefault(matcher => matcher is { Label: JobLabel, Operator: "=" } && !matcher.Value.Contains(ContentVariable.Placeholder, StringComparison.Ordinal))
            ?.Value;

        // Levenshtein's: how many letters must change.
        private static int Distance(string one, string other)
        {
            var row = Enumerable.Range(0, other.Length + 1).ToArray();
            for (var i = 1; i <= one.Length; i++)
            {
                var diagonal = row[0];
                row[0] = i;
                for (var j = 1; j <= other.Length; j++)
                {
                    var above = row[j];
                    row[j] = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                    diagonal = above;
                }
            }

            return row[^1];
        }
    }
}
