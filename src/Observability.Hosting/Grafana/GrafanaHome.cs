namespace Observability.Hosting.Grafana;

/// <summary>Where an installation of Grafana lies: its home holds <c>conf/defaults.ini</c>, <c>public</c> and the binary.</summary>
internal static class GrafanaHome
{
    // Vendor's deb and rpm packages: the command on PATH is a script, the home is elsewhere.
    private const string PackagedHome = "/usr/share/grafana";
    private const string PackagedPlugins = "/var/lib/grafana/plugins-bundled";

    /// <summary>
    /// The home of the installation that a command belongs to: the parent of <c>bin</c> once links are followed (an unpacked
    /// archive), <c>share/grafana</c> beside <c>bin</c> (Homebrew), or that of the vendor's packages.
    /// </summary>
    public static string Find(string command)
    {
        var parent = Path.GetDirectoryName(Path.GetDirectoryName(Resolve(command))) ?? "/";
        string[] candidates = [parent, Path.Combine(parent, "share", "grafana"), PackagedHome];
        return candidates.FirstOrDefault(folder => File.Exists(Path.Combine(folder, "conf", "defaults.ini"))) ?? parent;
    }

    /// <summary>The binary itself: a package's script would add arguments of its own.</summary>
    public static string FindBinary(string command)
    {
        var binary = Path.Combine(Find(command), "bin", "grafana");
        return File.Exists(binary) ? binary : command;
    }

    /// <summary>
    /// Folder of the plugins that come with Grafana, or null where there is none. 13.2 looks for it below its home only, and
    /// fetches from the internet what it does not find (https://github.com/grafana/grafana/issues/131490).
    /// </summary>
    public static string? FindBundledPlugins(string home)
    {
        string[] candidates = home == PackagedHome
            ? [Path.Combine(home, "data", "plugins-bundled"), PackagedPlugins]
            : [Path.Combine(home, "data", "plugins-bundled")];
        return candidates.FirstOrDefault(Directory.Exists);
    }

    private static string Resolve(string command)
    {
        var full = Path.GetFullPath(command);
        return File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
    }
}
