namespace Observability.StandIns.Documents.Security;

/// <summary>Who sends a request, and what they may do.</summary>
/// <param name="Name">Name of the user.</param>
/// <param name="Roles">Their roles.</param>
/// <param name="IsAnonymous">True where the request carries no credentials.</param>
/// <param name="IsAskedToSignIn">True where they are answered 401 and not 403 for what they may not do.</param>
internal sealed record Caller(string Name, IReadOnlyList<Role> Roles, bool IsAnonymous = false, bool IsAskedToSignIn = false)
{
    /// <summary>Everybody, where security is off.</summary>
    public static Caller Everybody { get; } = new("_everybody", [Role.Superuser]);

    /// <summary>True where they may do this to the cluster.</summary>
    public bool May(string action) => Roles.Any(role => role.Allows(action));

    /// <summary>True where they may do this to the index.</summary>
    public bool May(string action, string index) => Roles.Any(role => role.Allows(action, index));
}
