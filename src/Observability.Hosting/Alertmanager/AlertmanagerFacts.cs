using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.Alertmanager;

/// <summary>What the vendor says about Alertmanager, each with the page it comes from.</summary>
public static partial class AlertmanagerFacts
{
    /// <summary>Port of the API and the user interface (https://prometheus.io/docs/alerting/latest/alertmanager/).</summary>
    public const int Port = 9093;

    /// <summary>Answers 200 when it takes alerts (https://prometheus.io/docs/alerting/latest/management_api/).</summary>
    public const string ReadyPath = "/-/ready";

    /// <summary>Answers 200 while it lives (same page).</summary>
    public const string HealthyPath = "/-/healthy";

    /// <summary>Configuration file in the image (https://hub.docker.com/r/prom/alertmanager).</summary>
    public const string ConfigPath = "/etc/alertmanager/alertmanager.yml";

    /// <summary>Notification log and silences in the image.</summary>
    public const string DataFolder = "/alertmanager";

    /// <summary>The system's facts. Debian 12 has 0.25 under the name prometheus-alertmanager.</summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("quay.io", "prometheus/alertmanager", "v0.34.0"),
        new Version(0, 34, 0),
        new NativeServer(
            ["alertmanager", "prometheus-alertmanager"],
            ["--version"],
            VersionPattern(),
            new Version(0, 25),
            "Install it (Debian: apt-get install prometheus-alertmanager) or start a container engine."),
        UserId: 65534,
        GroupId: 65534);

    // alertmanager, version 0.25.0+ds (branch: debian/sid, revision: 0.25.0+ds-1+b5)
    [GeneratedRegex(@"^(prometheus-)?alertmanager, version (?<version>\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
