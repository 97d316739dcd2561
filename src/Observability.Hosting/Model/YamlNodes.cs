using System.Collections.Concurrent;
using Observability.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Observability.Hosting.Model;

/// <summary>Reads YAML that people wrote, as a tree that knows where each node stands.</summary>
internal static class YamlNodes
{
    private static readonly ConcurrentDictionary<(string File, DateTime Changed), Lazy<YamlNode?>> s_read = new();

    /// <summary>The root of the first document; null where there is none.</summary>
    /// <exception cref="YamlException">It is not YAML, which JSON is too.</exception>
    public static YamlNode? Parse(string text) => BoundedYaml.Parse(text);

    /// <summary>The root of a file; null where there is none or it is not YAML, which some other check says.</summary>
    public static YamlNode? TryRead(string file)
    {
        try
        {
            return Read(file);
        }
        catch (YamlException)
        {
            return null;
        }
    }

    /// <summary>The root of a file, which several checks look at and which is parsed once; null where there is none.</summary>
    /// <exception cref="YamlException">It is not YAML.</exception>
    public static YamlNode? Read(string file)
    {
        var changed = File.GetLastWriteTimeUtc(file);
        var known = s_read.GetOrAdd((file, changed), static key => new Lazy<YamlNode?>(() => Parse(File.ReadAllText(key.File))));
        return known.Value;
    }

    /// <summary>A node below another, or null.</summary>
    public static YamlNode? Get(this YamlNode? node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    /// <summary>The items of a list below a node; none where it is no list.</summary>
    public static IEnumerable<YamlNode> Items(this YamlNode? node, string key) => node.Get(key) as YamlSequenceNode ?? Enumerable.Empty<YamlNode>();

    /// <summary>A text below a node; null where it is none or empty.</summary>
    public static string? Text(this YamlNode? node, string key) => node.Get(key) is YamlScalarNode { Value: { Length: > 0 } text } ? text : null;
}
