using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana;

/// <summary>What the vendor says about Grafana, each with the page it comes from.</summary>
public static partial class GrafanaFacts
{
    /// <summary>Port of everything it serves (https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#http_port).</summary>
    public const int Port = 3000;

    /// <summary>Answers 200 while the database answers (https://grafana.com/docs/grafana/latest/developers/http_api/other/#health-api).</summary>
    public const string HealthPath = "/api/health";

    /// <summary>Configuration file in the image (https://grafana.com/docs/grafana/latest/setup-grafana/configure-docker/).</summary>
    public const string ConfigPath = "/etc/grafana/grafana.ini";

    /// <summary>Folder of provisioning files (same page).</summary>
    public const string ProvisioningFolder = "/etc/grafana/provisioning";

    /// <summary>Folder of the dashboards that the provider reads; any would do, this one is beside the configuration.</summary>
    public const string DashboardsFolder = "/etc/grafana/dashboards";

    /// <summary>Folder of files that hold one secret each.</summary>
    public const string SecretsFolder = "/etc/grafana/secrets";

    /// <summary>Database and sessions (same page).</summary>
    public const string DataFolder = "/var/lib/grafana";

    /// <summary>Path that takes the authorization code (https://grafana.com/docs/grafana/latest/setup-grafana/configure-access/configure-authentication/generic-oauth/).</summary>
    public const string RedirectPath = "/login/generic_oauth";

    /// <summary>Name of the first administrator.</summary>
    public const string AdminUser = "admin";

    /// <summary>
    /// The system's facts. Debian has no Grafana; the vendor's archive has the data source plugins beside the binary, which some
    /// other builds lack.
    /// </summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("docker.io", "grafana/grafana", "13.2.0"),
        new Version(13, 2, 0),
        new NativeServer(
            ["grafana"],
            ["--version"],
            VersionPattern(),
            new Version(12, 0),
            "Unpack the archive of https://grafana.com/grafana/download and put its bin folder on PATH, or start a container engine."),
        UserId: 472,
        GroupId: 472);

    // grafana version 13.2.0
    [GeneratedRegex(@"^grafana version (?<version>\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
