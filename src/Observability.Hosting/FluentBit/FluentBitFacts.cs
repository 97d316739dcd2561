using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.FluentBit;

/// <summary>What the vendor says about Fluent Bit, each with the page it comes from.</summary>
public static partial class FluentBitFacts
{
    /// <summary>Port of its health and metrics (https://docs.fluentbit.io/manual/administration/monitoring).</summary>
    public const int Port = 2020;

    /// <summary>
    /// Answers 200 while it gets its lines delivered, 500 after more than five errors in a minute (same page).
    /// </summary>
    public const string HealthPath = "/api/v1/health";

    /// <summary>Answers 200 while it lives (same page).</summary>
    public const string LivePath = "/";

    /// <summary>Its metrics (same page).</summary>
    public const string MetricsPath = "/api/v2/metrics/prometheus";

    /// <summary>Port for machine logs (https://docs.fluentbit.io/manual/data-pipeline/inputs/tcp).</summary>
    public const int TalosPort = 5170;

    /// <summary>Name of the endpoint for machine logs.</summary>
    public const string TalosEndpoint = "talos";

    /// <summary>The program in the image; the vendor's chart names it too (https://github.com/fluent/helm-charts).</summary>
    public const string Entrypoint = "/fluent-bit/bin/fluent-bit";

    /// <summary>Configuration file in the image; beside it nothing of the image's own lies.</summary>
    public const string ConfigPath = "/fluent-bit/etc/conf/fluent-bit.yaml";

    /// <summary>How far each file has been read; any folder would do.</summary>
    public const string DataFolder = "/var/lib/fluent-bit";

    /// <summary>Where the stack's logs are mounted; any folder would do.</summary>
    public const string StackLogsFolder = "/var/log/stack";

    /// <summary>What it reads of a node: the folder below has links into its neighbours (same page as that).</summary>
    public const string NodeLogsFolder = "/var/log";

    /// <summary>Logs of all containers of a Kubernetes node (https://docs.fluentbit.io/manual/installation/downloads/kubernetes).</summary>
    public const string ContainerLogsFolder = "/var/log/containers";

    /// <summary>Environment variable that the configuration takes <see cref="Port"/> from.</summary>
    public const string PortVariable = "FLUENT_BIT_HTTP_PORT";

    /// <summary>
    /// The system's facts. It runs as root, because a node's log files are root's. Since 4.0 everything that is written here is
    /// in its documentation.
    /// </summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("cr.fluentbit.io", "fluent/fluent-bit", "5.1.1"),
        new Version(5, 1, 1),
        new NativeServer(
            ["fluent-bit"],
            ["--version"],
            VersionPattern(),
            new Version(4, 0),
            "Install it from https://docs.fluentbit.io/manual/installation (macOS: brew install fluent-bit), or start a container engine."),
        UserId: 0,
        GroupId: 0);

    // Fluent Bit v5.1.1
    // Git commit: 0123abcd…
    [GeneratedRegex(@"^Fluent Bit v(?<version>\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
