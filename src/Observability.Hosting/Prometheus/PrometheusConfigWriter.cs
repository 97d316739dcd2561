using System.Globalization;
using Observability.Hosting.Model;

namespace Observability.Hosting.Prometheus;

/// <summary>
/// Writes <c>prometheus.yml</c> (https://prometheus.io/docs/prometheus/latest/configuration/configuration/) for a
/// version: what that version rejects is left out.
/// </summary>
internal static class PrometheusConfigWriter
{
    private const string DefaultMetricsPath = "/metrics";

    /// <summary>The text for a server of the given version; the same input gives the same bytes.</summary>
    public static string Write(PrometheusConfig config, Version version) => YamlText.Write(new YamlMap()
        .Add("global", new YamlMap()
            .Add("scrape_interval", Duration(config.Interval))
            .Add("evaluation_interval", Duration(config.Interval)))
        .Add("rule_files", config.RuleFiles.Count == 0 ? null : config.RuleFiles)
        .Add("alerting", Alerting(config.Alertmanagers))
        .Add("scrape_configs", config.Jobs.Select(Job).Concat(
            config.Discovery is { } discovery ? PrometheusDiscoveryWriter.Write(discovery) : []))
        .Add("storage", version >= PrometheusFacts.RetentionInConfig ? Storage(config.Retention) : null));

    /// <summary>A duration in Prometheus' notation, in the largest unit that divides it.</summary>
    public static string Duration(TimeSpan duration)
    {
        var milliseconds = (long)duration.TotalMilliseconds;
        (string Unit, long Length)[] units = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];
        var (unit, length) = units.First(candidate => milliseconds % candidate.Length == 0 && milliseconds >= candidate.Length);
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / length}{unit}");
    }

    private static YamlMap? Alerting(IReadOnlyList<string> addresses) => addresses.Count == 0
        ? null
        : new YamlMap().Add("alertmanagers", new[] { new YamlMap().Add("static_configs", Targets(addresses)) });

    private static YamlMap Job(PrometheusJob job) => new YamlMap()
        .Add("job_name", job.Name)
        .Add("scrape_interval", job.Interval is { } interval ? Duration(interval) : null)
        .Add("metrics_path", job.Path == DefaultMetricsPath ? null : job.Path)
        .Add("honor_labels", job.HonorLabels ? true : null)
        .Add("authorization", job.TokenFile is { } file ? new YamlMap().Add("credentials_file", file) : null)
        .Add("static_configs", Targets([job.Address]));

    private static YamlMap[] Targets(IReadOnlyList<string> addresses) => [new YamlMap().Add("targets", addresses)];

    private static YamlMap Storage(TimeSpan retention) => new YamlMap()
        .Add("tsdb", new YamlMap().Add("retention", new YamlMap().Add("time", Duration(retention))));
}
