namespace Observability.Hosting.Prometheus;

/// <summary>Everything that goes into <c>prometheus.yml</c>, with addresses resolved and paths mapped.</summary>
/// <param name="Interval">Scrape and evaluation interval.</param>
/// <param name="Retention">How long samples are kept.</param>
/// <param name="RuleFiles">Paths of the rule files; listed, so that a file left over in a kept folder is not loaded.</param>
/// <param name="Alertmanagers">Addresses as host:port.</param>
/// <param name="Jobs">Scrape jobs with a fixed target, in the order of the graph.</param>
/// <param name="Discovery">What it finds by itself; null outside a cluster.</param>
internal sealed record PrometheusConfig(
    TimeSpan Interval,
    TimeSpan Retention,
    IReadOnlyList<string> RuleFiles,
    IReadOnlyList<string> Alertmanagers,
    IReadOnlyList<PrometheusJob> Jobs,
    PrometheusDiscovery? Discovery = null);
