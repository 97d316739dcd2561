namespace Observability.Hosting.Grafana;

/// <summary>
/// Literal text in provisioning files. Grafana expands environment variables in their values, not in their keys
/// (https://grafana.com/docs/grafana/latest/administration/provisioning/#use-environment-variables); a dollar sign is written twice.
/// </summary>
internal static class ProvisioningText
{
    /// <summary>The text that Grafana reads as the given one.</summary>
    public static string Escape(string text) => text.Replace("$", "$$", StringComparison.Ordinal);
}
