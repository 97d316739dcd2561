using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>What Prometheus needs to know to scrape one endpoint, on the laptop and in the cluster alike.</summary>
/// <param name="Job">Job name; the resource's name unless said otherwise.</param>
/// <param name="Endpoint">Endpoint that serves the metrics.</param>
/// <param name="Metrics">How the metrics are served.</param>
public sealed record ScrapeTarget(string Job, EndpointReference Endpoint, MetricsAnnotation Metrics);
