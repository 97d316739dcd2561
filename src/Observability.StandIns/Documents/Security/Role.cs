namespace Observability.StandIns.Documents.Security;

/// <summary>What somebody may do: names of actions, with <c>*</c> for any characters.</summary>
/// <param name="Name">Name of the role.</param>
/// <param name="ClusterActions">Actions on the cluster.</param>
/// <param name="IndexRights">Actions on indices.</param>
internal sealed record Role(string Name, IReadOnlyList<string> ClusterActions, IReadOnlyList<IndexRight> IndexRights)
{
    /// <summary>The built-in role that may do everything.</summary>
    public static Role Superuser { get; } = new("superuser", ["*"], [new IndexRight(["*"], ["*"])]);

    /// <summary>True where it lets somebody do this to the cluster.</summary>
    public bool Allows(string action) => ClusterActions.Any(allowed => Wildcard.IsMatch(allowed, action));

    /// <summary>True where it lets somebody do this to the index.</summary>
    public bool Allows(string action, string index) => IndexRights.Any(right =>
        right.Actions.Any(allowed => Wildcard.IsMatch(allowed, action)) && right.Names.Any(name => Wildcard.IsMatch(name, index)));
}
