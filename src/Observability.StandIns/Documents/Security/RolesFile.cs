using Observability.StandIns.Documents.Configuration;
using YamlDotNet.RepresentationModel;

namespace Observability.StandIns.Documents.Security;

/// <summary>
/// Reads <c>roles.yml</c>
/// (https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/file-based-role-management):
/// <code>
/// probe:
///   cluster: ["cluster:monitor/health"]
/// writer:
///   indices:
///     - names: ["telegraf-*"]
///       privileges: [create_index, write]
/// </code>
/// </summary>
internal static class RolesFile
{
    /// <summary>The roles of the file, and the built-in one. A file that is not there has none.</summary>
    /// <exception cref="StandInException">The file has a mistake, or a role holds what is not supported.</exception>
    public static Dictionary<string, Role> Read(string path)
    {
        var roles = new Dictionary<string, Role>(StringComparer.Ordinal) { [Role.Superuser.Name] = Role.Superuser };
        if (!File.Exists(path) || SettingsFile.ReadMap(path) is not { } file)
        {
            return roles;
        }

        foreach (var (key, value) in file.Children)
        {
            var name = SettingsFile.ReadText(path, "role", key);
            roles[name] = value is YamlMappingNode map ? ReadRole(path, name, map) : throw new StandInException($"{path}: {name}: a map is expected.");
        }

        return roles;
    }

    private static Role ReadRole(string path, string name, YamlMappingNode map)
    {
        IReadOnlyList<string> cluster = [];
        IReadOnlyList<IndexRight> indices = [];
        foreach (var (key, value) in map.Children)
        {
            switch (SettingsFile.ReadText(path, name, key))
            {
                case "cluster":
                    cluster = ReadActions($"{path}: {name}.cluster", ReadList(path, name, value), Privileges.OfCluster);
                    break;
                case "indices" or "index":
                    indices = value is YamlSequenceNode list
                        ? [.. list.Children.Select(item => ReadRight(path, name, item))]
                        : throw new StandInException($"{path}: {name}.indices: a list is expected.");
                    break;
                case var other:
                    throw new StandInException($"{path}: {name}.{other}: this stand-in for Elasticsearch does not support it.");
            }
        }

        return new Role(name, cluster, indices);
    }

    private static IndexRight ReadRight(string path, string role, YamlNode node)
    {
        var map = node as YamlMappingNode ?? throw new StandInException($"{path}: {role}.indices: a map is expected.");
        IReadOnlyList<string> names = [];
        IReadOnlyList<string> privileges = [];
        foreach (var (key, value) in map.Children)
        {
            switch (SettingsFile.ReadText(path, role, key))
            {
                case "names":
                    names = ReadList(path, role, value);
                    break;
                case "privileges":
                    privileges = ReadActions($"{path}: {role}.indices.privileges", ReadList(path, role, value), Privileges.OfIndex);
                    break;
                case var other:
                    throw new StandInException($"{path}: {role}.indices.{other}: this stand-in for Elasticsearch does not support it.");
            }
        }

        return new IndexRight(names, privileges);
    }

    private static string[] ReadActions(string where, IReadOnlyList<string> names, Func<string, IReadOnlyList<string>?> find) =>
        [.. names.SelectMany(name => find(name) ?? throw new StandInException($"{where}: this stand-in for Elasticsearch does not know the privilege '{name}'."))];

    private static string[] ReadList(string path, string role, YamlNode node) =>
        SettingsFile.ReadText(path, role, node).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
