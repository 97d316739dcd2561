using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.ApplicationModel;

/// <summary>How a container names the machine it runs on.</summary>
internal static class ContainerHost
{
    /// <summary>Host name that containers get with <c>--add-host</c>; engines of desktops have it anyway.</summary>
    public const string Name = KnownHostNames.DockerDesktopHostBridge;

    /// <summary>Returns a host name, or <see cref="Name"/> where it means this machine itself.</summary>
    public static string Rewrite(string host) => MeansThisMachine(host) ? Name : host;

    /// <summary>Returns a URL with its host rewritten; everything else, also a missing slash at the end, stays as it is.</summary>
    public static string RewriteUrl(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !MeansThisMachine(uri.Host))
        {
            return url;
        }

        var start = url.IndexOf("://", StringComparison.Ordinal) + 3;
        var at = url.IndexOf(uri.Host, start, StringComparison.OrdinalIgnoreCase);
        return at < start ? url : string.Concat(url.AsSpan(0, at), Name, url.AsSpan(at + uri.Host.Length));
    }

    private static bool MeansThisMachine(string host) =>
        EndpointHostHelpers.IsLocalhostOrLocalhostTld(host) || host is "127.0.0.1" or "::1" or "[::1]" or "0.0.0.0";
}
