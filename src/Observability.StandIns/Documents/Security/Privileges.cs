namespace Observability.StandIns.Documents.Security;

/// <summary>
/// Names of actions that a privilege stands for
/// (https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/elasticsearch-privileges). A name that is an
/// action, or a pattern of actions, stands for itself.
/// </summary>
internal static class Privileges
{
    private static readonly Dictionary<string, string[]> s_cluster = new(StringComparer.Ordinal)
    {
        ["all"] = ["cluster:*", "indices:admin/template/*", "indices:admin/index_template/*"],
        ["monitor"] = ["cluster:monitor/*"],
        ["manage"] = ["cluster:*", "indices:admin/template/*", "indices:admin/index_template/*"],
        ["manage_index_templates"] = ["indices:admin/template/*", "indices:admin/index_template/*", "cluster:admin/component_template/*"],
        ["none"] = [],
    };

    private static readonly Dictionary<string, string[]> s_index = new(StringComparer.Ordinal)
    {
        ["all"] = ["indices:*"],
        ["read"] = ["indices:data/read/*"],
        ["write"] = ["indices:data/write/*", "indices:admin/mapping/auto_put"],
        ["index"] = [
            "indices:data/write/index*", "indices:data/write/bulk*", "indices:data/write/update*", "indices:admin/mapping/auto_put"],
        ["create"] = ["indices:data/write/index:op_type/create", "indices:data/write/bulk*", "indices:admin/mapping/auto_put"],
        ["create_doc"] = ["indices:data/write/index:op_type/create", "indices:data/write/bulk*", "indices:admin/mapping/auto_put"],
        ["delete"] = ["indices:data/write/delete*", "indices:data/write/bulk*"],
        ["create_index"] = ["indices:admin/create", "indices:admin/auto_create"],
        ["auto_configure"] = ["indices:admin/auto_create", "indices:admin/mapping/auto_put"],
        ["delete_index"] = ["indices:admin/delete"],
        ["view_index_metadata"] =
            [
                "indices:admin/get", "indices:admin/mappings/get", "indices:admin/settings/get", "indices:admin/aliases/get",
                "indices:data/read/field_caps", "indices:monitor/settings/get"],
        ["monitor"] = ["indices:monitor/*"],
        ["maintenance"] = ["indices:admin/refresh*", "indices:admin/flush*", "indices:admin/forcemerge*"],
        ["manage"] = ["indices:monitor/*", "indices:admin/*"],
        ["none"] = [],
    };

    /// <summary>Actions of a privilege on the cluster; null where the name is not known.</summary>
    public static IReadOnlyList<string>? OfCluster(string name) => Find(s_cluster, name, "cluster:", "indices:admin/");

    /// <summary>Actions of a privilege on indices; null where the name is not known.</summary>
    public static IReadOnlyList<string>? OfIndex(string name) => Find(s_index, name, "indices:");

    private static string[]? Find(Dictionary<string, string[]> known, string name, params ReadOnlySpan<string> prefixes)
    {
        if (known.TryGetValue(name, out var actions))
        {
            return actions;
        }

        foreach (var prefix in prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return [name];
            }
        }

        return null;
    }
}
