using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana;

/// <summary>
/// Writes provisioning files (https://grafana.com/docs/grafana/latest/administration/provisioning/). Grafana replaces
/// <c>$NAME</c> in all of them by the environment and reads <c>$$</c> as <c>$</c>; dashboards are read as they are.
/// </summary>
internal static partial class GrafanaProvisioningWriter
{
    /// <summary>The data sources; the first is the default one. What is not in the list any more is removed.</summary>
    public static string WriteDataSources(IReadOnlyList<GrafanaDataSource> sources) => YamlText.Write(new YamlMap()
        .Add("apiVersion", 1)
        .Add("prune", true)
        .Add("datasources", sources.Select((source, index) => DataSource(source, isDefault: index == 0))));

    /// <summary>The provider of the dashboards; sub-folders become Grafana's folders.</summary>
    public static string WriteDashboardProvider(string folder) => YamlText.Write(new YamlMap()
        .Add("apiVersion", 1)
        .Add("providers", new[]
        {
            new YamlMap()
                .Add("name", "stack")
                .Add("type", "file")
                .Add("disableDeletion", true)
                .Add("allowUiUpdates", false)
                .Add("updateIntervalSeconds", 30)
                .Add("options", new YamlMap().Add("path", Escape(folder)).Add("foldersFromFilesStructure", true)),
        }));

    /// <summary>
    /// Keeps a text from being taken for a variable. Alert rules are full of such texts (<c>{{ $labels.instance }}</c>); their
    /// authors write them as in Grafana's own editor.
    /// </summary>
    public static string Escape(string text) => text.Replace("$", "$$", StringComparison.Ordinal);

    /// <summary>Variable that holds a secret of a data source, for example <c>DATASOURCE_LOKI_HTTPHEADERVALUE1</c>.</summary>
    public static string SecretVariable(DataSource source, DataSourceSecret secret) =>
        "DATASOURCE_" + NoLetterOrDigit().Replace($"{source.Uid}_{secret.Key}", "_").ToUpperInvariant();

    private static YamlMap DataSource(GrafanaDataSource provisioned, bool isDefault)
    {
        var source = provisioned.Source;
        return new YamlMap()
            .Add("name", Escape(source.Name))
            .Add("uid", source.Uid)
            .Add("type", source.Type)
            .Add("access", "proxy")
            .Add("url", Escape(provisioned.Url))
            .Add("isDefault", isDefault ? true : null)
            .Add("editable", false)
            .Add("basicAuth", source.BasicAuthUser is null ? null : true)
            .Add("basicAuthUser", source.BasicAuthUser is { } user ? Escape(user) : null)
            .Add("jsonData", Settings(source))
            .Add("secureJsonData", Secrets(source));
    }

    private static YamlMap? Settings(DataSource source)
    {
        if (source.Settings.Count == 0)
        {
            return null;
        }

        var map = new YamlMap();
        foreach (var (key, value) in source.Settings)
        {
            map.Add(key, value is string text ? Escape(text) : value);
        }

        return map;
    }

    private static YamlMap? Secrets(DataSource source)
    {
        if (source.Secrets.Count + source.PlainSecureSettings.Count == 0)
        {
            return null;
        }

        var map = new YamlMap();
        foreach (var (key, value) in source.PlainSecureSettings)
        {
            map.Add(key, Escape(value));
        }

        foreach (var secret in source.Secrets)
        {
            map.Add(secret.Key, Escape(secret.Prefix) + "$" + SecretVariable(source, secret));
        }

        return map;
    }

    [GeneratedRegex("[^A-Za-z0-9]")]
    private static partial Regex NoLetterOrDigit();
}
