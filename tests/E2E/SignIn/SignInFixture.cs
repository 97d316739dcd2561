using System.Text.RegularExpressions;
using Observability.E2E.Browsing;
using Observability.E2E.Lifetime;

namespace Observability.E2E.SignIn;

/// <summary>
/// The AppHost's own graph as far as signing in needs it, and a browser. Gateway, identity provider and Grafana are the stand-ins,
/// which read the very files that Traefik, Keycloak and Grafana get.
/// </summary>
public sealed partial class SignInFixture : BrowsedStack
{
    /// <summary>Password of the three users.</summary>
    public const string Password = "correct-horse-7";

    private static readonly string[] s_users = ["admin", "editor", "viewer"];
    private string? _page;

    /// <summary>URL of Grafana behind the gateway, with a slash at its end.</summary>
    public string Page => _page ?? throw new InvalidOperationException("The stack is not up.");

    private protected override ChildProcess Start(Leftovers leftovers) => AppHostProcess.Start(
        leftovers,
        Folder.Combine("state"),
        [
            "--Stack:Backend=auto",
            "--Stack:Resources:keycloak:Backend=standin",
            "--Stack:Resources:traefik:Backend=standin",
            "--Stack:Resources:grafana:Backend=standin",
            "--only", "grafana,traefik",
            .. s_users.Select(user => $"--Parameters:keycloak-{user}-password={Password}"),
        ]);

    private protected override void Read(string output)
    {
        var gateway = new Uri(GatewayUrl().Match(output).Groups["url"].Value);
        _page = $"http://grafana.localhost:{gateway.Port}/";
    }

    [GeneratedRegex(@"traefik\s+healthy\s+\S.*?(?<url>http://localhost:\d+)")]
    private static partial Regex GatewayUrl();
}
