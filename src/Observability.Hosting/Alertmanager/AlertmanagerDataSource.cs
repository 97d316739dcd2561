using Observability.Hosting.Model;

namespace Observability.Hosting.Alertmanager;

/// <summary>
/// How alerts and silences are read from an Alertmanager (https://grafana.com/docs/grafana/latest/datasources/alertmanager/).
/// </summary>
internal static class AlertmanagerDataSource
{
    /// <summary>The one data source, whose identifier is the name of the resource. Nobody else's alerts are sent there.</summary>
    public static IReadOnlyList<DataSource> Create(IAlertmanager alertmanager) =>
    [
        new DataSource(
            alertmanager.Name,
            alertmanager.Name,
            "alertmanager",
            [new("implementation", "prometheus"), new("handleGrafanaManagedAlerts", false)],
            []),
    ];
}
