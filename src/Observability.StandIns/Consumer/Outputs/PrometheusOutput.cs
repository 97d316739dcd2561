using System.Globalization;
using System.Text;
using Observability.StandIns.Consumer.Configuration;
using Observability.StandIns.Consumer.Model;
using Observability.StandIns.Consumer.Routing;
using Prometheus;

namespace Observability.StandIns.Consumer.Outputs;

/// <summary>
/// Keeps the last value of every series and serves them in Prometheus' text format: <c>&lt;measurement&gt;_&lt;field&gt;</c> with the
/// tags as labels, as Telegraf's <c>metric_version = 2</c>.
/// </summary>
internal sealed class PrometheusOutput : IMetricOutput
{
    private static readonly TimeSpan s_expiryPeriod = TimeSpan.FromSeconds(1);

    private readonly SortedDictionary<string, Dictionary<string, (double Value, long Added)>> _families = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly CollectorRegistry _process = Metrics.NewCustomRegistry();
    private readonly PrometheusSettings _settings;
    private readonly TimeProvider _clock;
    private long _expired;

    /// <summary>Makes one.</summary>
    public PrometheusOutput(PrometheusSettings settings, TimeProvider clock)
    {
        _settings = settings;
        _clock = clock;
        ProcessMetrics.Register(_process);
    }

    /// <summary>Series that are held.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _families.Values.Sum(series => series.Count);
            }
        }
    }

    /// <inheritdoc />
    public Task<WriteResult> WriteAsync(IReadOnlyList<QueuedMetric> batch, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var queued in batch)
            {
                Add(queued.Metric);
            }

            // Here as well: somebody may send and nobody ask. Not with every batch, as it looks at every series.
            if (_clock.GetElapsedTime(_expired) >= s_expiryPeriod)
            {
                Expire();
            }
        }

        return Task.FromResult(WriteResult.AcceptAll(batch.Count));
    }

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        if (context.Request.Path != _settings.Path)
        {
            response.ContentType = "text/plain; charset=utf-8";
            await response.WriteAsync("Stand-in for Telegraf, output plugin: Prometheus client\n");
            return;
        }

        response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        await response.WriteAsync(Write());
        await _process.CollectAndExportAsTextAsync(response.Body, context.RequestAborted);
    }

    /// <summary>Writes all series.</summary>
    internal string Write()
    {
        var text = new StringBuilder();
        lock (_lock)
        {
            Expire();
            foreach (var (name, series) in _families)
            {
                text.Append(CultureInfo.InvariantCulture, $"# HELP {name} Telegraf collected metric\n# TYPE {name} untyped\n");
                foreach (var (labels, (value, _)) in series)
                {
                    text.Append(name).Append(labels).Append(CultureInfo.InvariantCulture, $" {NumberOf(value)}\n");
                }
            }
        }

        return text.ToString();
    }

    private static string NumberOf(double value) =>
        double.IsNaN(value) ? "NaN"
        : double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);

    private void Add(Metric metric)
    {
        var labels = LabelsOf(metric);
        foreach (var (key, value) in metric.Fields)
        {
            if (value.Number is { } number)
            {
                var name = Clean(metric.Name == "prometheus" ? key : $"{metric.Name}_{key}", isMetric: true);
                if (!_families.TryGetValue(name, out var series))
                {
                    _families[name] = series = new(StringComparer.Ordinal);
                }

                series[labels] = (number, _clock.GetTimestamp());
            }
        }
    }

    private void Expire()
    {
        _expired = _clock.GetTimestamp();
        if (_settings.Expiration <= TimeSpan.Zero)
        {
            return;
        }

        foreach (var (name, series) in _families.ToList())
        {
            foreach (var (labels, (_, added)) in series)
            {
                if (_clock.GetElapsedTime(added) > _settings.Expiration)
                {
                    series.Remove(labels);
                }
            }

            if (series.Count == 0)
            {
                _families.Remove(name);
            }
        }
    }

    private string LabelsOf(Metric metric)
    {
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in metric.Tags)
        {
            labels.TryAdd(Clean(key, isMetric: false), value);
        }

        foreach (var (key, value) in metric.Fields.Where(field => _settings.TextAsLabel && field.Value.Kind == FieldKind.Text))
        {
            labels.TryAdd(Clean(key, isMetric: false), value.Text);
        }

        return labels.Count == 0
            ? string.Empty
            : $"{{{string.Join(',', labels.Select(label => $"{label.Key}=\"{Escape(label.Value)}\""))}}}";
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal);

    // Names have ASCII letters, digits and underscores, a metric's colons as well; none begins with a digit.
    private static string Clean(string name, bool isMetric)
    {
        var clean = string.Concat(name.Select(character =>
            char.IsAsciiLetterOrDigit(character) || character == '_' || (isMetric && character == ':') ? character : '_'));
        return clean.Length == 0 || char.IsAsciiDigit(clean[0]) ? "_" + clean : clean;
    }
}
