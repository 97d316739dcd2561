using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.Telegraf;

/// <summary>What the vendor says about Telegraf, each with the page it comes from.</summary>
public static partial class TelegrafFacts
{
    /// <summary>Port of its health (https://github.com/influxdata/telegraf/blob/master/plugins/outputs/health/README.md).</summary>
    public const int HealthPort = 8080;

    /// <summary>
    /// Port of its metrics (https://github.com/influxdata/telegraf/blob/master/plugins/outputs/prometheus_client/README.md).
    /// </summary>
    public const int MetricsPort = 9273;

    /// <summary>Name of the endpoint for <see cref="MetricsPort"/>.</summary>
    public const string MetricsEndpoint = "metrics";

    /// <summary>Answers 200 while it lives, whatever the path (the page of the health output).</summary>
    public const string HealthPath = "/";

    /// <summary>Configuration file in the image (https://hub.docker.com/_/telegraf).</summary>
    public const string ConfigPath = "/etc/telegraf/telegraf.conf";

    /// <summary>Environment variable that the configuration takes the address of <see cref="HealthPort"/> from.</summary>
    public const string HealthAddressVariable = "TELEGRAF_HEALTH_ADDRESS";

    /// <summary>Environment variable that the configuration takes the address of <see cref="MetricsPort"/> from.</summary>
    public const string MetricsAddressVariable = "TELEGRAF_METRICS_ADDRESS";

    /// <summary>Index that documents go to unless said otherwise: one a day.</summary>
    public const string DefaultIndex = "telegraf-%Y.%m.%d";

    /// <summary>
    /// The system's facts. The image starts as root and goes on as its user, the first that Debian gives a number to. Before
    /// 1.32.1 a message that is no line protocol is lost instead of rejected
    /// (https://github.com/influxdata/telegraf/pull/15796).
    /// </summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("docker.io", "library/telegraf", "1.39.3"),
        new Version(1, 39, 3),
        new NativeServer(
            ["telegraf"],
            ["--version"],
            VersionPattern(),
            new Version(1, 32, 1),
            "Put the telegraf binary of https://github.com/influxdata/telegraf/releases on PATH (macOS: brew install telegraf), or start a container engine."),
        UserId: 999,
        GroupId: 999,
        StandIn: "consumer");

    // Telegraf 1.39.3 (git: HEAD@0123abcd)
    [GeneratedRegex(@"^Telegraf (?<version>\d+\.\d+\.\d+) \(git: ", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
