using System.Security.Cryptography;
using System.Text;
using Observability.StandIns.Dashboards.Configuration;

namespace Observability.StandIns.Dashboards.SignIn;

/// <summary>Who asks.</summary>
/// <param name="Login">Name to sign in with.</param>
/// <param name="Name">Name that people see.</param>
/// <param name="Email">Address, or empty.</param>
/// <param name="Role">Role in the one organisation.</param>
/// <param name="IsGrafanaAdmin">True for who may administrate the server itself.</param>
/// <param name="Kind">How they came in.</param>
internal sealed record Visitor(string Login, string Name, string Email, OrgRole Role, bool IsGrafanaAdmin, VisitorKind Kind)
{
    /// <summary>A stable identifier, as Grafana's API has one for each user.</summary>
    public string Uid => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Kind}:{Login}")), 0, 7);

    /// <summary>True for somebody who may what a role may.</summary>
    public bool Has(OrgRole role) => IsGrafanaAdmin || Role >= role;

    /// <summary>The visitor of a request, or null for nobody.</summary>
    public static Visitor? Of(HttpContext context) => context.Features.Get<Visitor>();
}
