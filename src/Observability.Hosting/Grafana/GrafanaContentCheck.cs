using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Grafana;

/// <summary>Checks dashboards and alert rules before Grafana reads them: it would log a line and go on without them.</summary>
internal sealed class GrafanaContentCheck(DistributedApplicationModel model) : IStackCheck
{
    private const string Dashboards = "WithDashboards";
    private const string Alerts = "WithAlertRules";

    /// <inheritdoc />
    public Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Problem>>([.. model.Resources.OfType<IGrafana>().SelectMany(Check)]);

    private static IEnumerable<Problem> Check(IGrafana grafana)
    {
        var settings = grafana.GetRequired<GrafanaSettings>();
        var uids = grafana.GetEdges(EdgeKind.Query)
            .SelectMany(edge => edge.To.Resource.Annotations.OfType<DataSourcesAnnotation>())
            .SelectMany(annotation => annotation.Create())
            .Select(source => source.Uid)
            .ToHashSet(StringComparer.Ordinal);

        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in settings.DashboardPaths)
        {
            var files = GrafanaContent.FindDashboards(folder);
            if (files.Count == 0)
            {
                yield return new Problem(grafana.Name, Dashboards, $"{folder} is no folder with dashboards", "Name a folder with .json files.");
            }

            foreach (var file in files)
            {
                var mistakes = GrafanaDashboardFile.FindMistakes(File.ReadAllText(file), uids, out var uid);
                foreach (var what in mistakes)
                {
                    yield return new Problem(grafana.Name, Dashboards, $"{file}: {what}", "Mend the dashboard.");
                }

                if (uid is not null && !seen.TryAdd(uid, file))
                {
                    yield return new Problem(grafana.Name, Dashboards, $"{file} and {seen[uid]} have the one uid '{uid}'", "Give one of them another.");
                }
            }
        }

        foreach (var path in settings.AlertPaths)
        {
            var files = GrafanaContent.FindAlerts(path);
            if (files.Count == 0)
            {
                yield return new Problem(grafana.Name, Alerts, $"{path} is no alert file and no folder with any", "Name a .yml file or a folder of them.");
            }

            foreach (var file in files)
            {
                foreach (var what in GrafanaAlertFile.FindMistakes(File.ReadAllText(file), uids))
                {
                    yield return new Problem(grafana.Name, Alerts, $"{file}: {what}", "Mend the file.");
                }
            }
        }
    }
}
