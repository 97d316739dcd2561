using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Observability.StandIns.Documents.Configuration;

/// <summary>
/// Reads <c>elasticsearch.yml</c>, whose keys may be written with dots or as nested maps
/// (https://www.elastic.co/docs/deploy-manage/deploy/self-managed/configure-elasticsearch):
/// <code>
/// path.data: /var/lib/elasticsearch
/// xpack:
///   security:
///     authc.anonymous.roles: [probe]
/// </code>
/// </summary>
internal static class SettingsFile
{
    /// <summary>Reads the settings of a file by their full names; a list is its items with commas between them.</summary>
    /// <exception cref="StandInException">The file cannot be read or is no map.</exception>
    public static Dictionary<string, string> Read(string path)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        if (ReadMap(path) is { } map)
        {
            Flatten(path, string.Empty, map, settings);
        }

        return settings;
    }

    /// <summary>Reads a YAML file that holds one map, or nothing.</summary>
    /// <exception cref="StandInException">The file cannot be read or is no map.</exception>
    public static YamlMappingNode? ReadMap(string path)
    {
        try
        {
            using var reader = new StreamReader(path);
            var yaml = new YamlStream();
            yaml.Load(reader);
            return yaml.Documents.Count == 0 || yaml.Documents[0].RootNode is YamlScalarNode { Value: null or "" }
                ? null
                : yaml.Documents[0].RootNode as YamlMappingNode ?? throw new StandInException($"{path}: this is no map of settings.");
        }
        catch (YamlException mistake)
        {
            throw new StandInException($"{path}:{mistake.Start.Line}: {mistake.Message}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StandInException($"{path}: {error.Message}");
        }
    }

    /// <summary>The text of a scalar, or the items of a list with commas between them.</summary>
    /// <exception cref="StandInException">It is something else.</exception>
    public static string ReadText(string path, string name, YamlNode node) => node switch
    {
        YamlScalarNode scalar => scalar.Value ?? string.Empty,
        YamlSequenceNode list => string.Join(',', list.Children.Select(item => ReadText(path, name, item))),
        _ => throw new StandInException($"{path}: {name}: a text or a list is expected."),
    };

    private static void Flatten(string path, string prefix, YamlMappingNode map, Dictionary<string, string> settings)
    {
        foreach (var (key, value) in map.Children)
        {
            var name = prefix + ReadText(path, prefix, key);
            if (value is YamlMappingNode inner)
            {
                Flatten(path, name + ".", inner, settings);
            }
            else if (!settings.TryAdd(name, ReadText(path, name, value)))
            {
                throw new StandInException($"{path}: {name} is set twice.");
            }
        }
    }
}
