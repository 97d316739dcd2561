using System.Globalization;
using k8s.Models;
using Observability.Hosting.Publishing.Graph;

namespace Observability.Hosting.Publishing.Objects;

/// <summary>
/// The configuration files of a server: the ConfigMaps that hold them and how they come to their paths. Each folder is one volume, so
/// that a change reaches a running server; a folder of the image that has files of its own gets ours one by one.
/// </summary>
internal sealed class ConfigVolumes
{
    // Readable by everybody in the container, and for a secret by the server alone: its group owns it, by the pod's fsGroup.
    private const int Readable = 0b100_100_100;
    private const int OwnerOnly = 0b100_000_000;

    private readonly string _name;
    private readonly SortedDictionary<string, (string Object, Dictionary<string, string> Data)> _maps = new(StringComparer.Ordinal);

    /// <summary>Arranges files.</summary>
    /// <param name="name">Name of the objects.</param>
    /// <param name="files">The files.</param>
    /// <param name="imageFolders">Folders of the image whose files must stay.</param>
    public ConfigVolumes(string name, IReadOnlyList<ClusterFile> files, IReadOnlyList<string> imageFolders)
    {
        _name = name;
        var roots = FindRoots([.. files.Select(file => Folder(file.Path)).Distinct(StringComparer.Ordinal)], imageFolders);
        foreach (var (root, index) in roots.Select((root, index) => (root, index)))
        {
            AddVolume(root, index, [.. files.Where(file => IsBelow(file.Path, root) && IsNearest(file.Path, root, roots))], imageFolders.Contains(root));
        }
    }

    /// <summary>The volumes.</summary>
    public List<V1Volume> Volumes { get; } = [];

    /// <summary>Where they are mounted.</summary>
    public List<V1VolumeMount> Mounts { get; } = [];

    /// <summary>The ConfigMaps: name, what comes after the server's name in it, and content.</summary>
    public IEnumerable<(string Name, string Suffix, Dictionary<string, string> Data)> Maps =>
        _maps.Select(pair => (pair.Value.Object, pair.Key, pair.Value.Data));

    private static string Folder(string path) => Path.GetDirectoryName(path)!;

    private static bool IsBelow(string path, string folder) => path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static bool IsNearest(string path, string root, IReadOnlyList<string> roots) =>
        !roots.Any(other => other.Length > root.Length && IsBelow(path, other));

    // The outermost folders: a volume below a volume would need a folder in it, which it does not let anybody make.
    private static List<string> FindRoots(IReadOnlyList<string> folders, IReadOnlyList<string> imageFolders) =>
        [.. folders.Where(folder => !folders.Any(other => other != folder && !imageFolders.Contains(other) && IsBelow(folder, other))).Order(StringComparer.Ordinal)];

    private void AddVolume(string root, int index, IReadOnlyList<ClusterFile> files, bool oneByOne)
    {
        var volume = $"config-{index}";
        var sources = new List<V1VolumeProjection>();
        foreach (var file in files)
        {
            var relative = file.Path[(root.Length + 1)..];
            var (item, isSecret, source) = Place(file, relative);
            var last = sources.LastOrDefault(known => (known.ConfigMap?.Name ?? known.Secret?.Name) == source && known.Secret is not null == isSecret);
            if (last is null)
            {
                last = isSecret
                    ? new V1VolumeProjection { Secret = new V1SecretProjection { Name = source, Items = [] } }
                    : new V1VolumeProjection { ConfigMap = new V1ConfigMapProjection { Name = source, Items = [] } };
                sources.Add(last);
            }

            (last.Secret?.Items ?? last.ConfigMap!.Items).Add(item);
            if (oneByOne)
            {
                Mounts.Add(new V1VolumeMount { Name = volume, MountPath = file.Path, SubPath = relative, ReadOnlyProperty = true });
            }
        }

        Volumes.Add(new V1Volume { Name = volume, Projected = new V1ProjectedVolumeSource { DefaultMode = Readable, Sources = sources } });
        if (!oneByOne)
        {
            Mounts.Add(new V1VolumeMount { Name = volume, MountPath = root, ReadOnlyProperty = true });
        }
    }

    private (V1KeyToPath Item, bool IsSecret, string Source) Place(ClusterFile file, string relative)
    {
        if (file.Secret is { } secret)
        {
            return (new V1KeyToPath { Key = secret.Key, Path = relative, Mode = OwnerOnly }, true, secret.Secret);
        }

        var suffix = file.IsContent ? ObjectNames.Clean(Path.GetFileNameWithoutExtension(file.Path)) : "config";
        if (!_maps.TryGetValue(suffix, out var map))
        {
            _maps[suffix] = map = ($"{_name}-{suffix}", []);
        }

        var key = ObjectNames.CleanKey(Path.GetFileName(file.Path));
        if (map.Data.ContainsKey(key))
        {
            // Two files of one name in two folders.
            key = ObjectNames.CleanKey(file.Path.Trim('/').Replace('/', '.'));
        }

        for (var (taken, number) = (key, 2); map.Data.ContainsKey(key); number++)
        {
            key = string.Create(CultureInfo.InvariantCulture, $"{number}-{taken}");
        }

        map.Data[key] = file.Text!;
        return (new V1KeyToPath { Key = key, Path = relative }, false, map.Object);
    }
}
