using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.Pushgateway;

/// <summary>What the vendor says about the Pushgateway, each with the page it comes from.</summary>
public static partial class PushgatewayFacts
{
    /// <summary>Port of everything it serves (https://github.com/prometheus/pushgateway#readme).</summary>
    public const int Port = 9091;

    /// <summary>Answers 200 when it takes pushes (same page, "Management API").</summary>
    public const string ReadyPath = "/-/ready";

    /// <summary>Answers 200 while it lives (same page).</summary>
    public const string HealthyPath = "/-/healthy";

    /// <summary>File that keeps what was pushed; below the working directory of the image.</summary>
    public const string PersistencePath = "/pushgateway/metrics";

    /// <summary>The system's facts. Debian 12 has 1.5.1 under the name prometheus-pushgateway.</summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("quay.io", "prometheus/pushgateway", "v1.11.3"),
        new Version(1, 11, 3),
        new NativeServer(
            ["pushgateway", "prometheus-pushgateway"],
            ["--version"],
            VersionPattern(),
            new Version(1, 5),
            "Install it (Debian: apt-get install prometheus-pushgateway) or start a container engine."),
        UserId: 65534,
        GroupId: 65534);

    // pushgateway, version 1.5.1+ds (branch: debian/sid, revision: 1.5.1+ds-2+b5)
    [GeneratedRegex(@"^(prometheus-)?pushgateway, version (?<version>\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
