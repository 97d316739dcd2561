namespace Observability.StandIns.Points.Metadata;

/// <summary>
/// What a token may do (https://docs.influxdata.com/influxdb/v2/admin/tokens/): read or write resources of a type, all of them, those of
/// an organisation, or one.
/// </summary>
/// <param name="Action"><c>read</c> or <c>write</c>.</param>
/// <param name="Type">Type of the resource, for example <c>buckets</c>.</param>
/// <param name="OrgId">Only of this organisation.</param>
/// <param name="ResourceId">Only this one.</param>
/// <param name="ResourceName">Its name, for a client to see.</param>
internal sealed record Permission(string Action, string Type, string? OrgId, string? ResourceId, string? ResourceName = null)
{
    /// <summary>The types that a permission may be for (https://docs.influxdata.com/influxdb/v2/api/, schema Resource).</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        "authorizations", "buckets", "dashboards", "orgs", "tasks", "telegrafs", "users", "variables", "secrets", "labels", "views",
        "documents", "notificationRules", "notificationEndpoints", "checks", "dbrp", "annotations", "sources", "scrapers", "notebooks",
        "remotes", "replications", "instance", "flows", "functions", "subscriptions",
    ];

    /// <summary>True where it allows to do this.</summary>
    public bool Allows(string action, string type, string? orgId, string? resourceId) =>
        Action == action
        && Type == type
        && (OrgId is null || OrgId == orgId)
        && (ResourceId is null || ResourceId == resourceId);
}
