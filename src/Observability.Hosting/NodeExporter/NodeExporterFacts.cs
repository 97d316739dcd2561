using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.NodeExporter;

/// <summary>What the vendor says about the node exporter, each with the page it comes from.</summary>
public static partial class NodeExporterFacts
{
    /// <summary>Port of the metrics (https://github.com/prometheus/node_exporter#readme).</summary>
    public const int Port = 9100;

    /// <summary>A page of links; it has no health path, and the metrics would cost a whole collection per probe.</summary>
    public const string RootPath = "/";

    /// <summary>Where the host's root is mounted in the container (same page, "Docker").</summary>
    public const string HostRootPath = "/host";

    /// <summary>The system's facts. Debian 12 has 1.5.0 under the name prometheus-node-exporter.</summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("quay.io", "prometheus/node-exporter", "v1.12.1"),
        new Version(1, 12, 1),
        new NativeServer(
            ["node_exporter", "prometheus-node-exporter"],
            ["--version"],
            VersionPattern(),
            new Version(1, 5),
            "Install it (Debian: apt-get install prometheus-node-exporter) or start a container engine."),
        UserId: 65534,
        GroupId: 65534);

    // node_exporter, version 1.5.0+ds (branch: debian/sid, revision: 1.5.0+ds-1+b6)
    [GeneratedRegex(@"^(node_exporter|prometheus-node-exporter), version (?<version>\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
