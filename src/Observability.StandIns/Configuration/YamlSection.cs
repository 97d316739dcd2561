using System.Globalization;
using Observability.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Observability.StandIns.Configuration;

/// <summary>
/// A map of a YAML file. It remembers which of its keys were asked for, so that the rest can be reported and nothing that a
/// person wrote is passed over in silence. Keys are looked up whatever their case.
/// </summary>
internal sealed class YamlSection
{
    private readonly Dictionary<string, YamlNode> _nodes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);
    private readonly ICollection<string> _problems;

    private YamlSection(string path, YamlMappingNode node, ICollection<string> problems)
    {
        Path = path;
        _problems = problems;
        foreach (var (key, value) in node.Children)
        {
            _nodes[key is YamlScalarNode name ? name.Value ?? string.Empty : throw new YamlException(key.Start, key.End, "a key is no text")] = value;
        }
    }

    /// <summary>Where it stands in the file: keys joined by dots.</summary>
    public string Path { get; }

    /// <summary>Keys that nobody asked for, with where they stand.</summary>
    public IEnumerable<string> Unread => _nodes.Keys.Where(key => !_read.Contains(key)).Select(PathOf);

    /// <summary>Reads a file's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="problems">Gets what is wrong with the values, each with where it stands.</param>
    /// <exception cref="YamlException">The text is no YAML, or no map.</exception>
    public static YamlSection Parse(string text, ICollection<string> problems)
    {
        return BoundedYaml.Parse(text) switch
        {
            null => new YamlSection(string.Empty, new YamlMappingNode(), problems),
            YamlMappingNode map => new YamlSection(string.Empty, map, problems),
            YamlScalarNode { Value: null or "" } => new YamlSection(string.Empty, new YamlMappingNode(), problems),
            var other => throw new YamlException(other.Start, other.End, "the file is no map"),
        };
    }

    /// <summary>True where the key is there.</summary>
    public bool Has(string key) => _nodes.ContainsKey(key);

    /// <summary>A text; null where the key is missing.</summary>
    public string? Text(string key) => Take(key) switch
    {
        null => null,
        YamlScalarNode scalar => scalar.Value,
        _ => Refuse<string>(key, "a text"),
    };

    /// <summary>A switch; null where the key is missing.</summary>
    public bool? Flag(string key) => Text(key) switch
    {
        null => null,
        var text when bool.TryParse(text, out var flag) => flag,
        _ => Refuse<bool?>(key, "true or false"),
    };

    /// <summary>A whole number; null where the key is missing.</summary>
    public long? Number(string key) => Text(key) switch
    {
        null => null,
        var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => Refuse<long?>(key, "a whole number"),
    };

    /// <summary>A duration in Go's notation or in seconds; null where the key is missing.</summary>
    public TimeSpan? Duration(string key) => Text(key) switch
    {
        null => null,
        var text when GoDuration.TryParse(text, out var duration) => duration,
        _ => Refuse<TimeSpan?>(key, "a duration such as 500ms, 30s or 1m30s"),
    };

    /// <summary>A list of texts; empty where the key is missing.</summary>
    public IReadOnlyList<string> Texts(string key) => Take(key) switch
    {
        null => [],
        YamlSequenceNode list when list.Children.All(item => item is YamlScalarNode) =>
            [.. list.Children.Select(item => ((YamlScalarNode)item).Value ?? string.Empty)],
        _ => Refuse<IReadOnlyList<string>>(key, "a list of texts") ?? [],
    };

    /// <summary>A map; null where the key is missing.</summary>
    public YamlSection? Section(string key) => Take(key) switch
    {
        null => null,
        YamlMappingNode map => new YamlSection(PathOf(key), map, _problems),
        YamlScalarNode { Value: null or "" } => new YamlSection(PathOf(key), new YamlMappingNode(), _problems),
        _ => Refuse<YamlSection>(key, "a map"),
    };

    /// <summary>The maps of a list; empty where the key is missing.</summary>
    public IEnumerable<YamlSection> Sections(string key) => Take(key) switch
    {
        null => [],
        YamlSequenceNode list when list.Children.All(item => item is YamlMappingNode) =>
            list.Children.Select((item, index) => new YamlSection($"{PathOf(key)}[{index}]", (YamlMappingNode)item, _problems)),
        _ => Refuse<IEnumerable<YamlSection>>(key, "a list of maps") ?? [],
    };

    /// <summary>All entries of a map whose keys are names, each a map.</summary>
    public IEnumerable<(string Name, YamlSection Section)> NamedSections()
    {
        foreach (var name in _nodes.Keys)
        {
            if (Section(name) is { } section)
            {
                yield return (name, section);
            }
        }
    }

    /// <summary>All entries of a map whose keys are names, each a text.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> NamedTexts() =>
        [.. _nodes.Keys.Select(name => KeyValuePair.Create(name, Text(name) ?? string.Empty))];

    /// <summary>Notes that a value is wrong.</summary>
    public void Report(string key, string what) => _problems.Add($"{PathOf(key)}: {what}");

    private string PathOf(string key) => Path.Length == 0 ? key : $"{Path}.{key}";

    private YamlNode? Take(string key)
    {
        _read.Add(key);
        return _nodes.GetValueOrDefault(key);
    }

    private T? Refuse<T>(string key, string wanted)
    {
        var node = _nodes[key];
        Report(key, $"line {node.Start.Line} must have {wanted}");
        return default;
    }
}
