using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Grafana;
using Observability.Hosting.Grafana.Content;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

public static partial class GrafanaBuilderExtensions
{
    private const string DashboardsFile = $"{GrafanaFacts.ProvisioningFolder}/dashboards/stack.yaml";
    private const string AlertingFolder = $"{GrafanaFacts.ProvisioningFolder}/alerting";

    /// <summary>
    /// Queries a store: every data source that it describes is provisioned, read-only. The default one, for queries that name
    /// none, is the first of the first store.
    /// </summary>
    /// <param name="builder">The Grafana.</param>
    /// <param name="store">The store.</param>
    /// <param name="isDefault">True to take this store's first data source as the default one.</param>
    /// <exception cref="ArgumentException">Another store is the default one already.</exception>
    public static IResourceBuilder<IGrafana> WithDataSource(
        this IResourceBuilder<IGrafana> builder, IResourceBuilder<IDataSourceServer> store, bool isDefault = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(store);
        var settings = GetSettings(builder.Resource);
        if (isDefault && settings.DefaultStore is { } other && !ReferenceEquals(other, store.Resource))
        {
            throw new ArgumentException($"The default data source of '{builder.Resource.Name}' is that of '{other.Name}' already.", nameof(isDefault));
        }

        if (isDefault)
        {
            settings.DefaultStore = store.Resource;
        }

        if (!settings.Stores.Contains(store.Resource))
        {
            settings.Stores.Add(store.Resource);
        }

        return builder.WithEdge(EdgeKind.Query, store.GetEndpoint("http"));
    }

    /// <summary>
    /// Provisions the dashboards of a folder: classic dashboard JSON with a fixed <c>uid</c>, one file each, as Grafana's
    /// "Export as JSON" gives it. A subfolder becomes a folder of Grafana; there is one level of them. They are checked before
    /// anything starts, and cannot be changed in Grafana itself.
    /// </summary>
    /// <param name="builder">The Grafana.</param>
    /// <param name="path">The folder; relative to the AppHost's directory.</param>
    public static IResourceBuilder<IGrafana> WithDashboards(this IResourceBuilder<IGrafana> builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var settings = GetSettings(builder.Resource);
        var full = Path.GetFullPath(path, builder.ApplicationBuilder.AppHostDirectory);
        if (settings.DashboardPaths.Count == 0)
        {
            builder.WithConfigFile(new ConfigFile(
                DashboardsFile, (context, _) => Task.FromResult(GrafanaDashboardsWriter.Write(context.MapPath(GrafanaFacts.DashboardsFolder)))));
        }

        settings.DashboardPaths.Add(full);
        foreach (var (file, relative) in GrafanaContent.FindDashboards(full))
        {
            builder.WithConfigFile(new ConfigFile(
                $"{GrafanaFacts.DashboardsFolder}/{relative}", (_, cancellationToken) => File.ReadAllTextAsync(file, cancellationToken)) { IsContent = true });
        }

        return builder;
    }

    /// <summary>
    /// Says what one of the dashboards is about: it is provisioned where that takes part in a run or a publish, and left out elsewhere,
    /// where its panels could only be empty. It is checked in any case. Default: a dashboard is always provisioned.
    /// </summary>
    /// <param name="builder">The Grafana.</param>
    /// <param name="resource">What it is about.</param>
    /// <param name="file">The dashboard's file, relative to its folder of <c>WithDashboards</c>, which comes first.</param>
    /// <exception cref="ArgumentException">No folder has such a dashboard.</exception>
    public static IResourceBuilder<IGrafana> WithDashboardOf(
        this IResourceBuilder<IGrafana> builder, IResourceBuilder<IResource> resource, string file)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentException.ThrowIfNullOrEmpty(file);
        var annotations = builder.Resource.Annotations;
        var found = annotations.OfType<ConfigFileAnnotation>()
            .FirstOrDefault(annotation => annotation.File.Path == $"{GrafanaFacts.DashboardsFolder}/{file}")
            ?? throw new ArgumentException($"'{builder.Resource.Name}' has no dashboard {file}; WithDashboards comes first.", nameof(file));
        annotations.Remove(found);
        annotations.Add(found with { About = resource.Resource });
        return builder;
    }

    /// <summary>
    /// Provisions alert rules that Grafana itself evaluates: files of Grafana's provisioning format (<c>apiVersion: 1</c>,
    /// <c>groups</c>), which is neither Prometheus' rule format nor that of the ruler API. In the groups a dollar sign means a
    /// dollar sign (<c>{{ $labels.job }}</c>); elsewhere in the file (contact points) <c>$NAME</c> is an environment variable, as
    /// Grafana has it. They are checked before anything starts. A file that queries a store which does not take part in a
    /// run has no rules in that run.
    /// </summary>
    /// <param name="builder">The Grafana.</param>
    /// <param name="path">
    /// A file, or a folder whose <c>*.yml</c>, <c>*.yaml</c> and <c>*.json</c> files are taken; relative to the AppHost's directory.
    /// </param>
    public static IResourceBuilder<IGrafana> WithAlertRules(this IResourceBuilder<IGrafana> builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var grafana = builder.Resource;
        var full = Path.GetFullPath(path, builder.ApplicationBuilder.AppHostDirectory);
        GetSettings(grafana).AlertRulePaths.Add(full);
        foreach (var file in GrafanaContent.FindAlertRules(full))
        {
            builder.WithConfigFile(new ConfigFile(
                $"{AlertingFolder}/{Path.GetFileName(file)}",
                async (_, cancellationToken) => GrafanaAlertRules.Prepare(
                    await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false),
                    GrafanaDataSources.Collect(grafana).Select(found => found.Source.Uid).ToHashSet(StringComparer.Ordinal),
                    GrafanaDataSources.Declared(grafana).Select(source => source.Uid).ToHashSet(StringComparer.Ordinal))));
        }

        return builder;
    }
}
