namespace Aspire.Hosting.ApplicationModel;

/// <summary>Host names with a meaning of their own.</summary>
public static class KnownHostNames
{
    /// <summary>This machine, as it names itself.</summary>
    public const string Localhost = "localhost";

    /// <summary>This machine, as a container names it.</summary>
    public const string DockerDesktopHostBridge = "host.docker.internal";

    /// <summary>This machine, as a container names it that reaches it through Aspire's tunnel.</summary>
    public const string DefaultContainerTunnelHostName = "aspire.dev.internal";
}
