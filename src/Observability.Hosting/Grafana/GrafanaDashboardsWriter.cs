using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana;

/// <summary>
/// Writes <c>provisioning/dashboards/stack.yaml</c>
/// (https://grafana.com/docs/grafana/latest/administration/provisioning/#dashboards): one provider for one folder, whose subfolders
/// become folders of Grafana.
/// </summary>
internal static class GrafanaDashboardsWriter
{
    private const int UpdateIntervalSeconds = 30;

    /// <summary>The text for the folder of the dashboards.</summary>
    public static string Write(string folder) => YamlText.Write(new YamlMap()
        .Add("apiVersion", 1)
        .Add("providers", new[]
        {
            new YamlMap()
                .Add("name", "stack")
                .Add("orgId", 1)
                .Add("type", "file")
                .Add("disableDeletion", false)
                .Add("allowUiUpdates", false)
                .Add("updateIntervalSeconds", UpdateIntervalSeconds)
                .Add("options", new YamlMap()
                    .Add("path", ProvisioningText.Escape(folder))
                    .Add("foldersFromFilesStructure", true)),
        }));
}
