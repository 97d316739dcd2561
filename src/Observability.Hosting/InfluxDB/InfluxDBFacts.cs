using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.InfluxDB;

/// <summary>What the vendor says about InfluxDB 2, each with the page it comes from.</summary>
public static partial class InfluxDBFacts
{
    /// <summary>Port of the API and the user interface (https://docs.influxdata.com/influxdb/v2/reference/urls/).</summary>
    public const int Port = 8086;

    /// <summary>Answers 200 when the server can work (https://docs.influxdata.com/influxdb/v2/api/health/).</summary>
    public const string HealthPath = "/health";

    /// <summary>Metadata, engine and SQLite file in the image (https://hub.docker.com/_/influxdb).</summary>
    public const string DataFolder = "/var/lib/influxdb2";

    /// <summary>Metadata file in the image (https://docs.influxdata.com/influxdb/v2/reference/internals/file-system-layout/).</summary>
    public const string BoltPath = DataFolder + "/influxd.bolt";

    /// <summary>Time-series data in the image (same page).</summary>
    public const string EnginePath = DataFolder + "/engine";

    /// <summary>Notebooks, annotations and replications in the image (same page).</summary>
    public const string SqlitePath = DataFolder + "/influxd.sqlite";

    /// <summary>Folder that the image looks for a configuration file in; there is none.</summary>
    public const string ConfigFolder = "/etc/influxdb2";

    /// <summary>Organisation unless said otherwise.</summary>
    public const string DefaultOrganization = "observability";

    /// <summary>Bucket unless said otherwise.</summary>
    public const string DefaultBucket = "metrics";

    /// <summary>First user, made by the set-up.</summary>
    public const string UserName = "admin";

    /// <summary>Shortest retention (https://docs.influxdata.com/influxdb/v2/reference/internals/data-retention/).</summary>
    internal static readonly TimeSpan MinimumRetention = TimeSpan.FromHours(1);

    /// <summary>The system's facts. Debian's influxdb, 1.6, has the same command and is another server.</summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("docker.io", "library/influxdb", "2.9.1"),
        new Version(2, 9, 1),
        new NativeServer(
            ["influxd"],
            ["version"],
            VersionPattern(),
            new Version(2, 7),
            "Unpack influxdb2 (https://docs.influxdata.com/influxdb/v2/install/) and put influxd on PATH, or start a container engine."),
        UserId: 1000,
        GroupId: 1000,
        StandIn: "points");

    // InfluxDB v2.7.12 (git: ec9dcde5d6) build_date: 2025-05-20T22:48:51Z
    // InfluxDB v1.6.7~rc0 (git: unknown unknown)           Debian 12: too old, and reported as such
    [GeneratedRegex(@"^InfluxDB v(?<version>\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
