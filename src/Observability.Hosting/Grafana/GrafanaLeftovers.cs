using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana;

/// <summary>
/// Files of an earlier graph in a kept state folder. Grafana loads whatever lies in its folders, so they must go.
/// </summary>
internal static class GrafanaLeftovers
{
    /// <summary>Removes the provisioning files and dashboards that are none of the server's configuration files.</summary>
    public static void Remove(IResource grafana, Func<string, string> mapPath)
    {
        var current = grafana.Annotations.OfType<ConfigFileAnnotation>()
            .Select(annotation => mapPath(annotation.File.Path))
            .ToHashSet(StringComparer.Ordinal);
        var stale = new[] { GrafanaFacts.ProvisioningFolder, GrafanaFacts.DashboardsFolder }
            .Select(mapPath)
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Where(file => !current.Contains(file))
            .ToList();
        stale.ForEach(File.Delete);
    }
}
