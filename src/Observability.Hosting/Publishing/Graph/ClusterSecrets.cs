using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Publishing.Graph;

/// <summary>Collects the secrets that servers use, one object for each.</summary>
internal sealed class ClusterSecrets
{
    private readonly SortedDictionary<string, ClusterSecret> _secrets = new(StringComparer.Ordinal);

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<ClusterSecret> All => [.. _secrets.Values];

    /// <summary>A parameter, used in a namespace.</summary>
    public SecretKey Use(ParameterResource parameter, string @namespace) =>
        Use(new ClusterSecret(new SecretKey(parameter.Name.ToLowerInvariant(), ClusterSecret.ValueKey), parameter, null), @namespace);

    /// <summary>A file that is made from secrets.</summary>
    public SecretKey Use(IResource server, ConfigFile file, string @namespace)
    {
        var name = Path.GetFileName(file.Path);
        var key = new SecretKey(
            $"{server.Name.ToLowerInvariant()}-{Path.GetFileNameWithoutExtension(name).ToLowerInvariant().Replace('_', '-')}", name);
        return Use(new ClusterSecret(key, null, (server, file)), @namespace);
    }

    private SecretKey Use(ClusterSecret secret, string @namespace)
    {
        _secrets.TryAdd(secret.Key.Secret, secret);
        var known = _secrets[secret.Key.Secret];
        known.Namespaces.Add(@namespace);
        return known.Key;
    }
}
