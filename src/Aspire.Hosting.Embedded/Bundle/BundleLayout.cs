using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Bundle;

/// <summary>
/// Where a bundle may be, in the order in which it is looked for. The two programs are looked for separately, so that
/// one of them can be replaced.
/// </summary>
/// <remarks>
/// <code>
/// ~/.aspire/bundle -> versions/13.5.4_…      a root has bundle/, or dcp/ and managed/ themselves
///   dcp/dcp
///   managed/aspire-managed
/// </code>
/// </remarks>
internal sealed class BundleLayout(IConfiguration configuration)
{
    private const string DcpFile = "dcp";
    private const string ManagedFile = "aspire-managed";

    // Set by a person.
    private static readonly string[] s_dcpSettings = ["DcpPublisher:CliPath", "ASPIRE_DCP_PATH"];
    private static readonly string[] s_managedSettings = ["DcpPublisher:DashboardPath", "ASPIRE_DASHBOARD_PATH", "ASPIRE_MANAGED_PATH"];

    // Set by a person, or by the aspire CLI for the AppHost that it starts.
    private static readonly string[] s_rootSettings = ["AspireCliBundlePath", "ASPIRE_LAYOUT_PATH"];

    /// <summary>The directory that an installed CLI unpacks its bundle into, <c>~/.aspire</c> unless <c>ASPIRE_HOME</c> says otherwise.</summary>
    public string Home { get; } = configuration["ASPIRE_HOME"] is { Length: > 0 } home
        ? Path.GetFullPath(home)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aspire");

    /// <summary>Returns the first place that has both programs; null where there is none.</summary>
    /// <exception cref="DistributedApplicationException">A setting names a file that is not there.</exception>
    public AspireBundle? Find()
    {
        var dcp = FromSettings(s_dcpSettings, DcpFile);
        var managed = FromSettings(s_managedSettings, ManagedFile);
        if (dcp is not null && managed is not null)
        {
            return new AspireBundle(dcp.Value.Path, managed.Value.Path, dcp.Value.Setting);
        }

        foreach (var (root, source) in Roots())
        {
            foreach (var folder in new[] { Path.Combine(root, "bundle"), root })
            {
                var rootDcp = Path.Combine(folder, "dcp", DcpFile);
                var rootManaged = Path.Combine(folder, "managed", ManagedFile);
                if ((dcp is not null || File.Exists(rootDcp)) && (managed is not null || File.Exists(rootManaged)))
                {
                    return new AspireBundle(dcp?.Path ?? rootDcp, managed?.Path ?? rootManaged, dcp?.Setting ?? source);
                }
            }
        }

        return null;
    }

    /// <summary>The places that were looked at, for a message.</summary>
    public string DescribeSearch() =>
        $"{string.Join(", ", s_dcpSettings.Concat(s_managedSettings).Concat(s_rootSettings).Select(setting => $"{setting} ({configuration[setting] ?? "not set"})"))} and {Home}";

    private IEnumerable<(string Root, string Source)> Roots()
    {
        foreach (var setting in s_rootSettings)
        {
            if (configuration[setting] is { Length: > 0 } root)
            {
                yield return (Path.GetFullPath(root), setting);
            }
        }

        yield return (Home, "ASPIRE_HOME");
    }

    // The setting names the file, or the directory that has it.
    private (string Path, string Setting)? FromSettings(string[] settings, string fileName)
    {
        foreach (var setting in settings)
        {
            if (configuration[setting] is { Length: > 0 } value)
            {
                var path = Path.GetFullPath(value);
                var file = Directory.Exists(path) ? Path.Combine(path, fileName) : path;
                return File.Exists(file) ? (file, setting) : throw new DistributedApplicationException(
                    $"{setting} is '{value}', but there is no file '{file}'. Correct it, or remove it so that the bundle in {Home} is used.");
            }
        }

        return null;
    }
}
