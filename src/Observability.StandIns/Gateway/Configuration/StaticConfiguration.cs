namespace Observability.StandIns.Gateway.Configuration;

/// <summary>What the stand-in takes from Traefik's static configuration.</summary>
/// <param name="EntryPoints">Entry points.</param>
/// <param name="Files">Folder, or single file, of the dynamic configuration; null for none.</param>
/// <param name="Watch">True to read it again when it changes.</param>
/// <param name="PingEntryPoint">Entry point of <c>/ping</c>, or null.</param>
/// <param name="MetricsEntryPoint">Entry point of <c>/metrics</c>, or null.</param>
/// <param name="HasApi">True where there is a service <c>api@internal</c>.</param>
/// <param name="HasDashboard">True where that has the dashboard.</param>
/// <param name="IsApiOpen">True where it is on the entry point <c>traefik</c> without a route.</param>
/// <param name="HasAccessLog">True to write a line for each request.</param>
/// <param name="LogLevel">Least level of the log.</param>
internal sealed record StaticConfiguration(
    IReadOnlyList<EntryPointDefinition> EntryPoints,
    string? Files,
    bool Watch,
    string? PingEntryPoint,
    string? MetricsEntryPoint,
    bool HasApi,
    bool HasDashboard,
    bool IsApiOpen,
    bool HasAccessLog,
    LogLevel LogLevel)
{
    /// <summary>Entry point of ping, metrics and API unless they name another; never a router's default.</summary>
    public const string InternalEntryPoint = "traefik";
}
