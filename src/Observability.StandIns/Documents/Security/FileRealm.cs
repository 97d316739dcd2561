namespace Observability.StandIns.Documents.Security;

/// <summary>
/// The users of the file realm
/// (https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/file-based): <c>users</c> has a line
/// <c>name:hash</c> for each, <c>users_roles</c> a line <c>role:name,name</c>.
/// </summary>
internal sealed class FileRealm
{
    private readonly Dictionary<string, (PasswordHash Hash, List<string> Roles)> _users = new(StringComparer.Ordinal);

    /// <summary>Reads both files of a folder; one that is not there has nobody.</summary>
    /// <exception cref="StandInException">A line has a mistake.</exception>
    public static FileRealm Read(string folder)
    {
        var realm = new FileRealm();
        foreach (var (name, hash, where) in ReadLines(Path.Combine(folder, "users")))
        {
            try
            {
                realm._users[name] = (PasswordHash.Parse(hash), []);
            }
            catch (FormatException mistake)
            {
                throw new StandInException($"{where}: user {name}: {mistake.Message}.");
            }
        }

        foreach (var (role, names, where) in ReadLines(Path.Combine(folder, "users_roles")))
        {
            foreach (var name in names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                if (!realm._users.TryGetValue(name, out var user))
                {
                    throw new StandInException($"{where}: role {role}: there is no user {name}.");
                }

                user.Roles.Add(role);
            }
        }

        return realm;
    }

    /// <summary>The hash and the roles of a user, or null where there is none of that name.</summary>
    public (PasswordHash Hash, IReadOnlyList<string> Roles)? Find(string name) =>
        _users.TryGetValue(name, out var user) ? (user.Hash, user.Roles) : null;

    private static IEnumerable<(string Key, string Value, string Where)> ReadLines(string path)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            yield return colon > 0
                ? (line[..colon], line[(colon + 1)..].Trim(), $"{path}:{number}")
                : throw new StandInException($"{path}:{number}: a name, a colon and a value are expected.");
        }
    }
}
