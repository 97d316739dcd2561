using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Grafana;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

public static partial class GrafanaBuilderExtensions
{
    /// <summary>
    /// Provisions dashboards: classic JSON with a fixed <c>uid</c> and without an <c>id</c>, as Grafana exports it. They are checked before
    /// anything starts.
    /// </summary>
    /// <param name="builder">The Grafana.</param>
    /// <param name="path">A folder, relative to the AppHost's directory; its sub-folders become Grafana's folders.</param>
    public static IResourceBuilder<IGrafana> WithDashboards(this IResourceBuilder<IGrafana> builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var folder = Path.GetFullPath(path, builder.ApplicationBuilder.AppHostDirectory);
        var settings = GetSettings(builder.Resource);
        if (settings.DashboardPaths.Count == 0)
        {
            builder.WithConfigFile(new ConfigFile(
                $"{GrafanaFacts.ProvisioningFolder}/dashboards/stack.yaml",
                (context, _) => Task.FromResult(GrafanaProvisioningWriter.WriteDashboardProvider(context.MapPath(GrafanaFacts.DashboardsFolder)))));
        }

        settings.DashboardPaths.Add(folder);
        foreach (var file in GrafanaContent.FindDashboards(folder))
        {
            var relative = Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');
            builder.WithConfigFile(new ConfigFile(
                $"{GrafanaFacts.DashboardsFolder}/{relative}", (_, cancellationToken) => File.ReadAllTextAsync(file, cancellationToken)));
        }

        return builder;
    }

    /// <summary>
    /// Provisions alert rules in Grafana's own format (https://grafana.com/docs/grafana/latest/alerting/set-up/provision-alerting-resources/file-provisioning/),
    /// in which a <c>$</c> means itself here. They are checked before anything starts.
    /// </summary>
    /// <param name="builder">The Grafana.</param>
    /// <param name="path">A file, or a folder whose <c>*.yml</c> and <c>*.yaml</c> files are taken; relative to the AppHost's directory.</param>
    public static IResourceBuilder<IGrafana> WithAlertRules(this IResourceBuilder<IGrafana> builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var full = Path.GetFullPath(path, builder.ApplicationBuilder.AppHostDirectory);
        GetSettings(builder.Resource).AlertPaths.Add(full);
        foreach (var file in GrafanaContent.FindAlerts(full))
        {
            builder.WithConfigFile(new ConfigFile(
                $"{GrafanaFacts.ProvisioningFolder}/alerting/{Path.GetFileName(file)}",
                async (_, cancellationToken) =>
                    GrafanaProvisioningWriter.Escape(await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false))));
        }

        return builder;
    }
}
