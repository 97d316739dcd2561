namespace Observability.StandIns.Dashboards.SignIn;

/// <summary>Addresses that a browser is sent to after a sign-in; never another site's.</summary>
internal static class LocalAddress
{
    /// <summary>The address where it is one of this site, else the root.</summary>
    /// <param name="wanted">Path and query that somebody asked for.</param>
    /// <param name="subPath">Path of the site's root, without a slash at its end.</param>
    public static string Check(string? wanted, string subPath)
    {
        var root = subPath + "/";
        var isLocal = wanted is ['/', ..]
            && wanted is not (['/', '/', ..] or ['/', '\\', ..])
            && !wanted.Any(letter => char.IsControl(letter) || letter == '\\')
            && wanted.StartsWith(root, StringComparison.Ordinal)
            && !wanted.StartsWith(root + "login", StringComparison.Ordinal)
            && !wanted.StartsWith(root + "logout", StringComparison.Ordinal);
        return isLocal ? wanted! : root;
    }
}
