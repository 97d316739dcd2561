using System.Text.RegularExpressions;
using Observability.E2E.Browsing;
using Observability.E2E.Lifetime;

namespace Observability.E2E.Grafana;

/// <summary>The AppHost's whole graph with whatever can stand behind each server here, and a browser.</summary>
public sealed partial class GrafanaFixture : BrowsedStack
{
    /// <summary>Password of the users of the realm.</summary>
    public const string Password = "correct-horse-7";

    /// <summary>Password of Grafana's own administrator.</summary>
    public const string AdminPassword = "battery-staple-9";

    private string? _root;

    /// <summary>URL of Grafana behind the gateway, with a slash at its end.</summary>
    public string Root => _root ?? throw new InvalidOperationException("The stack is not up.");

    private protected override ChildProcess Start(Leftovers leftovers) => AppHostProcess.Start(
        leftovers,
        Folder.Combine("state"),
        "--Stack:Backend=auto",
        $"--Parameters:grafana-admin-password={AdminPassword}",
        $"--Parameters:keycloak-admin-password={Password}",
        $"--Parameters:keycloak-editor-password={Password}",
        $"--Parameters:keycloak-viewer-password={Password}");

    private protected override void Read(string output) =>
        _root = $"http://grafana.localhost:{new Uri(GatewayUrl().Match(output).Groups["url"].Value).Port}/";

    [GeneratedRegex(@"traefik\s+healthy\s+\S.*?(?<url>http://localhost:\d+)")]
    private static partial Regex GatewayUrl();
}
