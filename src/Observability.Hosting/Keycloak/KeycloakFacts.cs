using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.Keycloak;

/// <summary>What the vendor says about Keycloak, each with the page it comes from.</summary>
public static partial class KeycloakFacts
{
    /// <summary>Port that people and applications use (https://www.keycloak.org/server/all-config, <c>http-port</c>).</summary>
    public const int Port = 8080;

    /// <summary>Port of health and metrics (https://www.keycloak.org/server/management-interface).</summary>
    public const int ManagementPort = 9000;

    /// <summary>Name of the endpoint of <see cref="ManagementPort"/>.</summary>
    public const string ManagementEndpoint = "management";

    /// <summary>Answers 200 when it can serve requests (https://www.keycloak.org/observability/health).</summary>
    public const string ReadyPath = "/health/ready";

    /// <summary>Answers 200 while it lives (same page).</summary>
    public const string LivePath = "/health/live";

    /// <summary>Metrics on the management port (https://www.keycloak.org/observability/configuration-metrics).</summary>
    public const string MetricsPath = "/metrics";

    /// <summary>Installation in the image (https://www.keycloak.org/server/directory-structure).</summary>
    public const string HomeFolder = "/opt/keycloak";

    /// <summary>Database and other state below the installation (same page).</summary>
    public const string DataFolder = "/opt/keycloak/data";

    /// <summary>Realm files that <c>--import-realm</c> reads (https://www.keycloak.org/server/importExport).</summary>
    public const string ImportFolder = "/opt/keycloak/data/import";

    /// <summary>Further Java archives; must be there, may be empty (https://www.keycloak.org/server/configuration-provider).</summary>
    public const string ProvidersFolder = "/opt/keycloak/providers";

    /// <summary>
    /// Java property with the installation's folder, which <c>kc.sh</c> sets and an argument overrides. The database, the
    /// imported files and the providers lie below it; the program itself is found by the script's own path. It is not
    /// documented, and the only way to keep them apart from the installation
    /// (https://github.com/keycloak/keycloak/issues/22865, https://github.com/keycloak/keycloak/issues/51636). It works
    /// with <c>start-dev</c> and not with <c>start --optimized</c> (https://github.com/keycloak/keycloak/issues/46058).
    /// </summary>
    public const string HomeProperty = "kc.home.dir";

    /// <summary>
    /// Heap on the laptop, the same as the vendor's own outside of a container. In one it takes half of the memory at the
    /// start and 70 % at most, which without a limit is the laptop's (https://www.keycloak.org/server/containers).
    /// </summary>
    public const string LaptopHeap = "-Xms64m -Xmx512m";

    /// <summary>First administrator (https://www.keycloak.org/server/bootstrap-admin-recovery).</summary>
    public const string AdminUser = "admin";

    /// <summary>The system's facts. Debian has no package of it; the vendor's archive has <c>bin/kc.sh</c>.</summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("quay.io", "keycloak/keycloak", "26.7.2"),
        new Version(26, 7, 2),
        new NativeServer(
            ["kc.sh"],
            ["--version"],
            VersionPattern(),
            new Version(26, 0),
            "Unpack https://www.keycloak.org/downloads with Java 17 or 21 installed and put its bin folder on PATH, or start a container engine."),
        UserId: 1000,
        GroupId: 0,
        StandIn: "identity");

    /// <summary>Where <c>--import-realm</c> looks for a realm; it refuses a file whose name is not the realm's.</summary>
    public static string ImportPath(string realm) => $"{ImportFolder}/{realm}-realm.json";

    /// <summary>Where a realm answers (https://www.keycloak.org/securing-apps/oidc-layers).</summary>
    internal static IdentityProviderAnnotation Paths(string realm)
    {
        var root = $"/realms/{realm}";
        var protocol = $"{root}/protocol/openid-connect";
        return new IdentityProviderAnnotation(
            IssuerPath: root,
            AuthorizationPath: $"{protocol}/auth",
            TokenPath: $"{protocol}/token",
            UserInfoPath: $"{protocol}/userinfo",
            LogoutPath: $"{protocol}/logout");
    }

    // Keycloak 26.7.2
    // JVM: 17.0.15 (Debian OpenJDK 64-Bit Server VM 17.0.15+6-Debian-1deb12u1)
    // OS: Linux 6.1.0 amd64
    [GeneratedRegex(@"^Keycloak (?<version>\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
