namespace Observability.Hosting.Prometheus;

/// <summary>One scrape job with one target.</summary>
/// <param name="Name">Job name.</param>
/// <param name="Address">Target as host:port.</param>
/// <param name="Path">Path of the metrics.</param>
/// <param name="HonorLabels">True where the samples' own labels win.</param>
/// <param name="Interval">Own interval, or null for the global one.</param>
/// <param name="TokenFile">File with the bearer token, or null.</param>
internal sealed record PrometheusJob(
    string Name, string Address, string Path, bool HonorLabels, TimeSpan? Interval, string? TokenFile);
