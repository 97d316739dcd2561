using System.Globalization;

namespace Observability.StandIns.Tests.Identity;

/// <summary>The real Keycloak, where somebody has put its <c>kc.sh</c> on PATH.</summary>
public sealed class KeycloakBackend : IdentityBackend
{
    private protected override Deadline Ready { get; } = new("Keycloak ready", TimeSpan.FromMinutes(3));

    private protected override void RequireServer()
    {
        if (MachineCapabilities.FindTool("kc.sh") is null)
        {
            Requires.Missing("there is no kc.sh on PATH (unpack Keycloak 26 and put its bin folder there; it needs Java 17 or 21)");
        }
    }

    private protected override ChildProcess Launch(Dictionary<string, string?> environment)
    {
        Directory.CreateDirectory(Path.Combine(HomeFolder, "providers"));
        environment["KC_HOSTNAME_BACKCHANNEL_DYNAMIC"] = "true";
        environment["KC_HTTP_ENABLED"] = "true";
        environment["KC_HTTP_HOST"] = "127.0.0.1";
        environment["KC_HTTP_PORT"] = Port.ToString(CultureInfo.InvariantCulture);
        environment["KC_HTTP_MANAGEMENT_HOST"] = "127.0.0.1";
        environment["KC_HTTP_MANAGEMENT_PORT"] = ManagementPort.ToString(CultureInfo.InvariantCulture);
        environment["KC_HEALTH_ENABLED"] = "true";
        environment["KC_METRICS_ENABLED"] = "true";
        environment["KC_CACHE"] = "local";
        return ChildProcess.Start(
            MachineCapabilities.FindTool("kc.sh")!, [$"-Dkc.home.dir={HomeFolder}", "start-dev", "--import-realm"], HomeFolder, environment);
    }
}
