namespace Observability.StandIns.Logs;

/// <summary>
/// What the stand-in says it is. The version is that of the Loki whose API it follows: Grafana asks for it to know what it may
/// ask for.
/// </summary>
internal static class BuildInfo
{
    /// <summary>The version of Loki's API.</summary>
    public const string Version = "3.7.6";

    /// <summary>What a person reads.</summary>
    public const string Branch = "stand-in";
}
