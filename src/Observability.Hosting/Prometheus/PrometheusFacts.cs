using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.Prometheus;

/// <summary>What the vendor says about Prometheus, each with the page it comes from.</summary>
public static partial class PrometheusFacts
{
    /// <summary>Port of the API and the user interface (https://prometheus.io/docs/prometheus/latest/getting_started/).</summary>
    public const int Port = 9090;

    /// <summary>Answers 200 when it can serve queries (https://prometheus.io/docs/prometheus/latest/management_api/).</summary>
    public const string ReadyPath = "/-/ready";

    /// <summary>Answers 200 while it lives (same page).</summary>
    public const string HealthyPath = "/-/healthy";

    /// <summary>Takes samples by remote write (https://prometheus.io/docs/prometheus/latest/querying/api/#remote-write-receiver).</summary>
    public const string RemoteWritePath = "/api/v1/write";

    /// <summary>Configuration file in the image (https://hub.docker.com/r/prom/prometheus).</summary>
    public const string ConfigPath = "/etc/prometheus/prometheus.yml";

    /// <summary>Folder for rule files; any would do, this one is beside the configuration.</summary>
    public const string RulesFolder = "/etc/prometheus/rules";

    /// <summary>Folder for bearer tokens that scrapes present.</summary>
    public const string TokensFolder = "/etc/prometheus/tokens";

    /// <summary>Time-series database in the image.</summary>
    public const string DataFolder = "/prometheus";

    /// <summary>Retention unless said otherwise (https://prometheus.io/docs/prometheus/latest/storage/).</summary>
    public const int DefaultRetentionDays = 15;

    /// <summary>
    /// How long a firing alert is not sent again, on the laptop: Alertmanager may have come up after the first attempt, and a person
    /// waits. Prometheus' own default is a minute (<c>prometheus --help</c>).
    /// </summary>
    internal static readonly TimeSpan LaptopResendDelay = TimeSpan.FromSeconds(5);

    /// <summary>
    /// First version whose configuration file takes the retention; before it, only the flags do
    /// (https://prometheus.io/docs/prometheus/latest/configuration/configuration/).
    /// </summary>
    internal static readonly Version RetentionInConfig = new(3, 14);

    /// <summary>The system's facts. Debian 12 has 2.42, whose keys the writer keeps to where it must.</summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("quay.io", "prometheus/prometheus", "v3.14.0"),
        new Version(3, 14, 0),
        new NativeServer(
            ["prometheus"],
            ["--version"],
            VersionPattern(),
            new Version(2, 42),
            "Install it (Debian: apt-get install prometheus) or start a container engine."),
        UserId: 65534,
        GroupId: 65534);

    // prometheus, version 2.42.0+ds (branch: debian/sid, revision: 2.42.0+ds-5+b5)
    [GeneratedRegex(@"^prometheus, version (?<version>\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
