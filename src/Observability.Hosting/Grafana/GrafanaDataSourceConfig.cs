namespace Observability.Hosting.Grafana;

/// <summary>One data source as it is provisioned, with its address resolved.</summary>
/// <param name="Uid">Fixed identifier.</param>
/// <param name="Name">Name that a person sees.</param>
/// <param name="Type">Plugin.</param>
/// <param name="Url">Where Grafana's server reaches it.</param>
/// <param name="IsDefault">True for the default one.</param>
/// <param name="BasicAuthUser">User of basic authentication, or null.</param>
/// <param name="Settings">The plugin's settings, literally.</param>
/// <param name="Secrets">Secret settings: key, text before the secret, environment variable that holds it.</param>
internal sealed record GrafanaDataSourceConfig(
    string Uid,
    string Name,
    string Type,
    string Url,
    bool IsDefault,
    string? BasicAuthUser,
    IReadOnlyList<KeyValuePair<string, object>> Settings,
    IReadOnlyList<(string Key, string Prefix, string Variable)> Secrets)
{
    /// <summary>Values that the plugin reads from its secret settings although they are none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> PlainSecureSettings { get; init; } = [];
}
