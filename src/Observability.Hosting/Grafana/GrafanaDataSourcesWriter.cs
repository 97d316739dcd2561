using System.Collections;
using System.Collections.Specialized;
using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana;

/// <summary>
/// Writes <c>provisioning/datasources/stack.yaml</c>
/// (https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources). Secrets are names of environment variables
/// in it.
/// </summary>
internal static class GrafanaDataSourcesWriter
{
    /// <summary>The text; one that an earlier text had and this one has not is removed from Grafana (<c>prune</c>).</summary>
    public static string Write(IReadOnlyList<GrafanaDataSourceConfig> sources) => YamlText.Write(new YamlMap()
        .Add("apiVersion", 1)
        .Add("prune", true)
        .Add("datasources", sources.Select(Source)));

    private static YamlMap Source(GrafanaDataSourceConfig source) => new YamlMap()
        .Add("name", ProvisioningText.Escape(source.Name))
        .Add("uid", source.Uid)
        .Add("type", source.Type)
        .Add("access", "proxy")
        .Add("url", ProvisioningText.Escape(source.Url))
        .Add("isDefault", source.IsDefault ? true : null)
        .Add("basicAuth", source.BasicAuthUser is null ? null : true)
        .Add("basicAuthUser", source.BasicAuthUser is { } user ? ProvisioningText.Escape(user) : null)
        .Add("editable", false)
        .Add("jsonData", source.Settings.Count == 0 ? null : Map(source.Settings))
        .Add("secureJsonData", Secrets(source));

    // $NAME, not ${NAME}: Grafana expands the latter twice, which eats a dollar sign in the secret itself.
    private static YamlMap? Secrets(GrafanaDataSourceConfig source)
    {
        var values = source.PlainSecureSettings.Select(setting => (setting.Key, Value: ProvisioningText.Escape(setting.Value)))
            .Concat(source.Secrets.Select(secret => (secret.Key, Value: $"{ProvisioningText.Escape(secret.Prefix)}${secret.Variable}")))
            .ToList();
        return values.Count == 0 ? null : values.Aggregate(new YamlMap(), (map, value) => map.Add(value.Key, value.Value));
    }

    private static OrderedDictionary Map(IEnumerable<KeyValuePair<string, object>> settings)
    {
        var map = new OrderedDictionary();
        foreach (var (key, value) in settings)
        {
            map.Add(key, Value(value));
        }

        return map;
    }

    private static object Value(object value) => value switch
    {
        string text => ProvisioningText.Escape(text),
        IEnumerable<KeyValuePair<string, object>> map => Map(map),
        IEnumerable list => list.Cast<object>().Select(Value).ToList(),
        _ => value,
    };
}
