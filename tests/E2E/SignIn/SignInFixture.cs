using System.Text.RegularExpressions;
using Observability.E2E.Browsing;
using Observability.E2E.Lifetime;

namespace Observability.E2E.SignIn;

/// <summary>
/// The AppHost's own graph as far as signing in needs it, and a browser. This machine finds a double as Grafana's binary; gateway and
/// identity provider are the stand-ins.
/// </summary>
public sealed partial class SignInFixture : BrowsedStack
{
    /// <summary>Password of the three users.</summary>
    public const string Password = "correct-horse-7";

    private static readonly string[] s_users = ["admin", "editor", "viewer"];
    private string? _page;

    /// <summary>URL of Grafana behind the gateway, with a slash at its end.</summary>
    public string Page => _page ?? throw new InvalidOperationException("The stack is not up.");

    private protected override ChildProcess Start(Leftovers leftovers)
    {
        WriteGrafana();
        return AppHostProcess.Start(leftovers, Folder.Combine("state"), Folder.Combine("bin"),
        [
            "--Stack:Backend=auto",
            "--Stack:Resources:keycloak:Backend=standin",
            "--Stack:Resources:traefik:Backend=standin",
            "--Stack:Resources:grafana:Backend=process",
            "--only", "grafana,traefik",
            .. s_users.Select(user => $"--Parameters:keycloak-{user}-password={Password}"),
        ]);
    }

    private protected override void Read(string output)
    {
        var gateway = new Uri(GatewayUrl().Match(output).Groups["url"].Value);
        _page = $"http://grafana.localhost:{gateway.Port}/";
    }

    private void WriteGrafana()
    {
        var script = Folder.Write("bin/grafana", $"""
            #!/bin/sh
            [ "$1" != --version ] && [ "$1" != -v ] || exec echo "grafana version 13.2.0"
            exec dotnet "{typeof(GrafanaDouble.Api).Assembly.Location}" "$@"
            """);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [GeneratedRegex(@"traefik\s+healthy\s+\S.*?(?<url>http://localhost:\d+)")]
    private static partial Regex GatewayUrl();
}
