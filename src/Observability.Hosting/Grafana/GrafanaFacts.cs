using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana;

/// <summary>What the vendor says about Grafana, each with the page it comes from.</summary>
public static partial class GrafanaFacts
{
    /// <summary>Port of the API and the user interface (https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#http_port).</summary>
    public const int Port = 3000;

    /// <summary>
    /// Answers 200 while the server and its database work (https://grafana.com/docs/grafana/latest/developers/http_api/other/#health-api).
    /// It says nothing about plugins: it stays green when a data source's plugin is lost (https://github.com/grafana/grafana/issues/131490).
    /// </summary>
    public const string HealthPath = "/api/health";

    /// <summary>Lists the data sources (https://grafana.com/docs/grafana/latest/developers/http_api/data_source/).</summary>
    public const string DataSourcesPath = "/api/datasources";

    /// <summary>Lists the plugins for data sources that the server has loaded (pkg/api/plugins.go of grafana/grafana).</summary>
    public const string DataSourcePluginsPath = "/api/plugins?type=datasource";

    /// <summary>Takes the authorization code of a generic OAuth provider (https://grafana.com/docs/grafana/latest/setup-grafana/configure-access/configure-authentication/generic-oauth/).</summary>
    public const string RedirectPath = "/login/generic_oauth";

    /// <summary>Configuration file in the image (https://grafana.com/docs/grafana/latest/setup-grafana/configure-docker/#default-paths).</summary>
    public const string ConfigPath = "/etc/grafana/grafana.ini";

    /// <summary>Folder of the provisioning files in the image (same page).</summary>
    public const string ProvisioningFolder = "/etc/grafana/provisioning";

    /// <summary>Folder of the dashboards; any would do, this one is beside the configuration.</summary>
    public const string DashboardsFolder = "/etc/grafana/dashboards";

    /// <summary>Folder of the files that hold one secret each.</summary>
    public const string SecretsFolder = "/etc/grafana/secrets";

    /// <summary>Database and installed plugins in the image (https://grafana.com/docs/grafana/latest/setup-grafana/configure-docker/#default-paths).</summary>
    public const string DataFolder = "/var/lib/grafana";

    /// <summary>Name of the administrator that Grafana makes at its first start.</summary>
    public const string AdminUser = "admin";

    /// <summary>Roles that a person can have, the mightiest first; RoleAttributePath maps them to Grafana's own.</summary>
    public static IReadOnlyList<string> Roles { get; } = ["admin", "editor", "viewer"];

    /// <summary>
    /// The system's facts. Debian has no package of it; the vendor's has, as the archive of its download page. At least 11.1: from
    /// there on a data source that leaves the provisioning file leaves Grafana (<c>prune</c>).
    /// </summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("docker.io", "grafana/grafana", "13.2.0"),
        new Version(13, 2, 0),
        new NativeServer(
            ["grafana"],
            ["--version"],
            VersionPattern(),
            new Version(11, 1),
            "Unpack the archive of https://grafana.com/grafana/download and put its bin folder on PATH, or start a container engine."),
        UserId: 472,
        GroupId: 472,
        StandIn: "dashboards");

    // grafana version 13.2.0
    // A build of the security line: grafana version 13.2.0+security-01
    [GeneratedRegex(@"^grafana version (?<version>\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
