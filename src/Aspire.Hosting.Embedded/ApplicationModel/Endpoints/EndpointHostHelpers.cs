namespace Aspire.Hosting.ApplicationModel;

/// <summary>Questions about host names that lead to this machine.</summary>
public static class EndpointHostHelpers
{
    private const string LocalhostTld = ".localhost";
    private const string DevLocalhostTld = ".dev.localhost";

    /// <summary>True for <c>localhost</c>.</summary>
    /// <param name="host">The host name; null is not one.</param>
    public static bool IsLocalhost(string? host) => string.Equals(host, KnownHostNames.Localhost, StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a URL whose host is <c>localhost</c>.</summary>
    /// <param name="uri">The URL; null is not one.</param>
    public static bool IsLocalhost(Uri? uri) => IsLocalhost(HostOf(uri));

    /// <summary>True for a name that ends with <c>.localhost</c>.</summary>
    /// <param name="host">The host name; null is not one.</param>
    public static bool IsLocalhostTld(string? host) => host?.EndsWith(LocalhostTld, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>True for a URL whose host ends with <c>.localhost</c>.</summary>
    /// <param name="uri">The URL; null is not one.</param>
    public static bool IsLocalhostTld(Uri? uri) => IsLocalhostTld(HostOf(uri));

    /// <summary>True for a name that ends with <c>.dev.localhost</c>.</summary>
    /// <param name="host">The host name; null is not one.</param>
    public static bool IsDevLocalhostTld(string? host) => host?.EndsWith(DevLocalhostTld, StringComparison.OrdinalIgnoreCase) is true;

    /// <summary>True for a URL whose host ends with <c>.dev.localhost</c>.</summary>
    /// <param name="uri">The URL; null is not one.</param>
    public static bool IsDevLocalhostTld(Uri? uri) => IsDevLocalhostTld(HostOf(uri));

    /// <summary>True for <c>localhost</c> and for a name that ends with <c>.localhost</c>.</summary>
    /// <param name="host">The host name; null is not one.</param>
    public static bool IsLocalhostOrLocalhostTld(string? host) => IsLocalhost(host) || IsLocalhostTld(host);

    /// <summary>True for a URL whose host is <c>localhost</c> or ends with <c>.localhost</c>.</summary>
    /// <param name="uri">The URL; null is not one.</param>
    public static bool IsLocalhostOrLocalhostTld(Uri? uri) => IsLocalhostOrLocalhostTld(HostOf(uri));

    private static string? HostOf(Uri? uri) => uri is { IsAbsoluteUri: true } ? uri.Host : null;
}
