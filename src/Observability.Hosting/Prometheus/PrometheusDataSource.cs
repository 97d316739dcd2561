using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;

namespace Observability.Hosting.Prometheus;

/// <summary>
/// How a Prometheus is queried (https://grafana.com/docs/grafana/latest/datasources/prometheus/configure/#provision-the-prometheus-data-source).
/// </summary>
internal static class PrometheusDataSource
{
    /// <summary>The one data source, whose identifier is the name of the resource.</summary>
    public static IReadOnlyList<DataSource> Create(IPrometheus prometheus)
    {
        var settings = prometheus.GetRequired<PrometheusSettings>();
        var version = prometheus.GetRequired<BackendAnnotation>().Backend.Version;
        List<KeyValuePair<string, object>> values =
        [
            new("httpMethod", "POST"),
            new("timeInterval", PrometheusConfigWriter.Duration(settings.Interval)),
            new("prometheusType", "Prometheus"),
            new("prometheusVersion", version.ToString()),
            new("manageAlerts", true),
        ];

        // Where the alerts of this server can be seen and silenced.
        if (prometheus.GetEdges(EdgeKind.Alert)
            .Select(edge => edge.To.Resource)
            .FirstOrDefault(receiver => receiver.HasAnnotationOfType<DataSourcesAnnotation>()) is { } receiver)
        {
            values.Add(new("alertmanagerUid", receiver.GetRequired<DataSourcesAnnotation>().Create()[0].Uid));
        }

        return [new DataSource(prometheus.Name, prometheus.Name, "prometheus", values, [])];
    }
}
