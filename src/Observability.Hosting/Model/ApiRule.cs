namespace Observability.Hosting.Model;

/// <summary>
/// One rule of what a server may do with the cluster's API
/// (https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole).
/// </summary>
/// <param name="Groups">API groups; empty text for the core.</param>
/// <param name="Resources">Resources.</param>
/// <param name="Verbs">Verbs, such as <c>get</c>.</param>
public sealed record ApiRule(IReadOnlyList<string> Groups, IReadOnlyList<string> Resources, IReadOnlyList<string> Verbs)
{
    /// <summary>Paths that are no resources, such as <c>/metrics</c>; then there are neither groups nor resources.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>True where the rule is about the server's own namespace only. Default: false, for the whole cluster.</summary>
    public bool IsOwnNamespace { get; init; }

    /// <summary>To list and watch resources of one group, and to get each.</summary>
    public static ApiRule Read(string group, params IReadOnlyList<string> resources) => new([group], resources, ["get", "list", "watch"]);

    /// <summary>To list and watch resources of one group.</summary>
    public static ApiRule Watch(string group, params IReadOnlyList<string> resources) => new([group], resources, ["list", "watch"]);

    /// <summary>To get resources of one group by name.</summary>
    public static ApiRule Get(string group, params IReadOnlyList<string> resources) => new([group], resources, ["get"]);

    /// <summary>To get what lies at paths that are no resources.</summary>
    public static ApiRule GetPaths(params IReadOnlyList<string> paths) => new([], [], ["get"]) { Paths = paths };
}
