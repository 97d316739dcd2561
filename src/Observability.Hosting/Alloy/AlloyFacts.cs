using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.Alloy;

/// <summary>What the vendor says about Alloy, each with the page it comes from.</summary>
public static partial class AlloyFacts
{
    /// <summary>Port of its metrics and user interface (https://grafana.com/docs/alloy/latest/reference/cli/run/).</summary>
    public const int Port = 12345;

    /// <summary>
    /// Answers 200 once the configuration is loaded (https://grafana.com/docs/alloy/latest/reference/http/). Its
    /// <c>/-/healthy</c> tells of the components, whose trouble no restart mends; the page advises against it as a liveness probe.
    /// </summary>
    public const string ReadyPath = "/-/ready";

    /// <summary>Configuration file in the image (https://grafana.com/docs/alloy/latest/set-up/install/docker/).</summary>
    public const string ConfigPath = "/etc/alloy/config.alloy";

    /// <summary>How far each file has been read, in the image (same page).</summary>
    public const string DataFolder = "/var/lib/alloy/data";

    /// <summary>Where the stack's logs are mounted; any folder would do.</summary>
    public const string StackLogsFolder = "/var/log/stack";

    /// <summary>Value of the label <c>stack</c> unless said otherwise.</summary>
    public const string DefaultStack = "observability";

    /// <summary>The system's facts. The image has a user of its own, and starts as root where nobody says otherwise.</summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("docker.io", "grafana/alloy", "v1.18.1"),
        new Version(1, 18, 1),
        new NativeServer(
            ["alloy"],
            ["--version"],
            VersionPattern(),
            new Version(1, 0),
            "Put the alloy binary of https://github.com/grafana/alloy/releases on PATH (macOS: brew install grafana-alloy), or start a container engine."),
        UserId: 473,
        GroupId: 473,
        StandIn: "shipper");

    // alloy, version v1.18.1 (branch: HEAD, revision: …)
    [GeneratedRegex(@"^alloy, version v?(?<version>\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
