namespace Observability.Hosting.Grafana;

/// <summary>The folders of one Grafana.</summary>
/// <param name="Data">Its database.</param>
/// <param name="Logs">Log files, if it writes any.</param>
/// <param name="Plugins">Plugins that are installed later.</param>
/// <param name="Provisioning">Provisioning files.</param>
/// <param name="BundledPlugins">Plugins that came with it, or null for where Grafana looks by itself.</param>
internal sealed record GrafanaPaths(string Data, string Logs, string Plugins, string Provisioning, string? BundledPlugins);
