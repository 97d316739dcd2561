using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>
/// What a cluster's discovery is told about a resource's metrics: the annotations of its Service, by the convention that Prometheus'
/// own chart has spread (https://github.com/prometheus-community/helm-charts/tree/main/charts/prometheus#scraping-pod-metrics-via-annotations).
/// </summary>
public static class ScrapeAnnotations
{
    /// <summary>
    /// The annotations of a resource's Service; none where discovery would scrape it wrongly, which whoever scrapes it then names
    /// in its own configuration.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Create(IResourceWithEndpoints resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var metrics = resource.GetMetrics();
        var endpoint = resource.GetEndpoint(metrics.EndpointName);
        if (!metrics.IsDiscoverable || endpoint.TargetPort is not { } port)
        {
            return [];
        }

        return
        [
            new("prometheus.io/scrape", "true"),
            new("prometheus.io/port", port.ToString(CultureInfo.InvariantCulture)),
            new("prometheus.io/path", metrics.Path),
            new("prometheus.io/scheme", endpoint.Scheme),
        ];
    }

    /// <summary>How a resource serves its metrics; what has said nothing serves them as Prometheus expects by default.</summary>
    internal static MetricsAnnotation GetMetrics(this IResource resource) =>
        resource.TryGetLastAnnotation<MetricsAnnotation>(out var metrics) ? metrics : new MetricsAnnotation();
}
