using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.Traefik;

/// <summary>What the vendor says about Traefik 3, each with the page it comes from.</summary>
public static partial class TraefikFacts
{
    // Every file is one of https://doc.traefik.io/traefik/; Traefik has no command that checks a configuration without
    // running it (https://doc.traefik.io/traefik/reference/install-configuration/boot-environment/).

    /// <summary>
    /// Port of what people open in clear text. Not 80: in a cluster it runs as an ordinary user, and a Service maps 80 to it
    /// (https://github.com/traefik/traefik-helm-chart/blob/master/traefik/values.yaml, <c>ports.web</c>).
    /// </summary>
    public const int WebPort = 8000;

    /// <summary>Port of what people open with TLS (same page, <c>ports.websecure</c>).</summary>
    public const int WebSecurePort = 8443;

    /// <summary>Port of ping, API and dashboard (reference/install-configuration/entrypoints/).</summary>
    public const int AdminPort = 8080;

    /// <summary>Port of the metrics (Helm chart, <c>ports.metrics</c>).</summary>
    public const int MetricsPort = 9100;

    /// <summary>Entry point behind <see cref="WebPort"/>.</summary>
    public const string WebEntryPoint = "web";

    /// <summary>Entry point behind <see cref="WebSecurePort"/>.</summary>
    public const string WebSecureEntryPoint = "websecure";

    /// <summary>
    /// Entry point behind <see cref="AdminPort"/>. <c>api.insecure</c> serves on the one of this name and no other, and routers
    /// that name no entry point never get it (reference/install-configuration/api-dashboard/).
    /// </summary>
    public const string AdminEntryPoint = "traefik";

    /// <summary>Entry point behind <see cref="MetricsPort"/>.</summary>
    public const string MetricsEntryPoint = "metrics";

    /// <summary>Answers 200 and <c>OK</c> while it lives, 503 while it shuts down (reference/install-configuration/observability/healthcheck/).</summary>
    public const string PingPath = "/ping";

    /// <summary>The service that is the API with the dashboard (reference/install-configuration/api-dashboard/).</summary>
    public const string ApiService = "api@internal";

    /// <summary>Static configuration in the image; also where Traefik looks by itself (reference/install-configuration/boot-environment/).</summary>
    public const string ConfigPath = "/etc/traefik/traefik.yml";

    /// <summary>Folder of the dynamic configuration; all its files are read (reference/install-configuration/providers/others/file/).</summary>
    public const string DynamicFolder = "/etc/traefik/dynamic";

    /// <summary>The stack's own routes in that folder.</summary>
    public const string RoutesPath = DynamicFolder + "/routes.yml";

    /// <summary>The system's facts. Debian has no package of it; upstream has archives for Linux, macOS and Windows.</summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("docker.io", "library/traefik", "v3.7.11"),
        new Version(3, 7, 11),
        new NativeServer(
            ["traefik"],
            ["version"],
            VersionPattern(),
            new Version(3, 0),
            "Put the traefik binary on PATH (https://github.com/traefik/traefik/releases) or start a container engine."),
        UserId: 65532,
        GroupId: 65532,
        StandIn: "gateway");

    // Version:      3.7.9
    // Codename:     langres
    // Go version:   go1.26.5
    // Built:        2026-07-24T08:40:12Z
    // OS/Arch:      linux/amd64
    [GeneratedRegex(@"^Version:\s+v?(?<version>\d+\.\d+\.\d+)\S*\s*\nCodename:", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
