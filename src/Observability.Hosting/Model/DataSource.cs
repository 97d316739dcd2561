namespace Observability.Hosting.Model;

/// <summary>
/// How a store is queried, as a visualisation's data source: a Grafana provisions it as it stands
/// (https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources).
/// </summary>
/// <param name="Uid">Fixed identifier that dashboards and alert rules name; at most 40 characters of letters, digits, - and _.</param>
/// <param name="Name">Name that a person sees.</param>
/// <param name="Type">Plugin that speaks the store's protocol, for example <c>prometheus</c>.</param>
/// <param name="Settings">The plugin's settings (<c>jsonData</c>) in writing order; values are strings, numbers, booleans, lists and maps.</param>
/// <param name="Secrets">The plugin's secret settings (<c>secureJsonData</c>).</param>
/// <param name="EndpointName">Endpoint of the store that answers queries.</param>
/// <param name="BasicAuthUser">User of basic authentication, whose password is the secret <c>basicAuthPassword</c>; null for none.</param>
public sealed record DataSource(
    string Uid,
    string Name,
    string Type,
    IReadOnlyList<KeyValuePair<string, object>> Settings,
    IReadOnlyList<DataSourceSecret> Secrets,
    string EndpointName = "http",
    string? BasicAuthUser = null)
{
    /// <summary>
    /// Values that are not secret and that the plugin nevertheless reads from <c>secureJsonData</c>, such as that of a header
    /// that names a tenant.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, string>> PlainSecureSettings { get; init; } = [];
}
