using System.Text.RegularExpressions;
using Observability.E2E.Browsing;
using Observability.E2E.Lifetime;

namespace Observability.E2E.Dashboard;

/// <summary>The whole stack, and a browser.</summary>
public sealed partial class DashboardFixture : BrowsedStack
{
    private Uri? _login;

    /// <summary>The dashboard's URL with the token that signs in.</summary>
    public Uri Login => _login ?? throw new InvalidOperationException("The stack is not up.");

    private protected override ChildProcess Start(Leftovers leftovers) => AppHostProcess.Start(leftovers, Folder.Path, "--Stack:Backend=auto");

    private protected override void Read(string output) => _login = new Uri(LoginUrl().Match(output).Value);

    [GeneratedRegex(@"http://\S+/login\?t=\S+")]
    private static partial Regex LoginUrl();
}
