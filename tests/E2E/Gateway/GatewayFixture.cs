using System.Text.RegularExpressions;
using Observability.E2E.Browsing;
using Observability.E2E.Lifetime;

namespace Observability.E2E.Gateway;

/// <summary>The servers that have pages of their own, behind the gateway, and a browser.</summary>
public sealed partial class GatewayFixture : BrowsedStack
{
    /// <summary>Password of RabbitMQ's admin.</summary>
    public const string Password = "correct-horse-8";

    private int _port;

    /// <summary>URL of a server behind the gateway, with a slash at its end.</summary>
    public string PageOf(string server) => $"http://{server}.localhost:{_port}/";

    private protected override ChildProcess Start(Leftovers leftovers) => AppHostProcess.Start(
        leftovers,
        Folder.Path,
        "--Stack:Resources:traefik:Backend=standin",
        "--only",
        "prometheus,alertmanager,rabbitmq,traefik",
        $"--Parameters:rabbitmq-admin-password={Password}");

    private protected override void Read(string output) => _port = new Uri(GatewayUrl().Match(output).Groups["url"].Value).Port;

    [GeneratedRegex(@"traefik\s+healthy\s+\S.*?(?<url>http://localhost:\d+)")]
    private static partial Regex GatewayUrl();
}
