using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Observability.Hosting.Loki;

/// <summary>
/// Reads groups of rules as Loki's ruler does, which refuses keys that it does not know
/// (https://grafana.com/docs/loki/latest/alert/). What it may or may not refuse, depending on its version, passes.
/// <code>
/// groups:
///   - name: stack
///     rules:
///       - alert: ManyErrors
///         expr: sum(rate({stack="observability"} |= "error" [5m])) > 10
/// </code>
/// </summary>
internal sealed partial class LokiRuleReader
{
    private const string MergeKey = "<<";
    private static readonly string[] s_fileKeys = ["groups"];
    private static readonly string[] s_groupKeys = ["name", "interval", "query_offset", "limit", "rules", "labels"];
    private static readonly string[] s_ruleKeys = ["record", "alert", "expr", "for", "keep_firing_for", "labels", "annotations"];

    private readonly List<string> _mistakes = [];

    /// <summary>Every mistake of a file, in the order of the file.</summary>
    public IReadOnlyList<string> Read(YamlNode root)
    {
        if (ReadMap(root, "the file", s_fileKeys) is { } file)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var group in ReadList(file, "groups"))
            {
                ReadGroup(group, names);
            }
        }

        return _mistakes;
    }

    private void ReadGroup(YamlNode node, HashSet<string> names)
    {
        if (ReadMap(node, "a group", s_groupKeys) is not { } group)
        {
            return;
        }

        var name = Text(group, "name");
        if (name.Length > 0 && !names.Add(name))
        {
            Add(node, $"there is a group '{name}' already in this file");
        }
        else if (name.Length == 0 && !HasMerge(group))
        {
            Add(node, "the group has no name");
        }

        CheckDuration(group, "interval");
        CheckDuration(group, "query_offset");
        CheckNames(group, "labels");
        foreach (var rule in ReadList(group, "rules"))
        {
            ReadRule(rule, name);
        }
    }

    private void ReadRule(YamlNode node, string group)
    {
        if (ReadMap(node, $"a rule of group '{group}'", s_ruleKeys) is not { } rule)
        {
            return;
        }

        var record = Text(rule, "record");
        var alert = Text(rule, "alert");
        if (record.Length > 0 && alert.Length > 0)
        {
            Add(node, $"a rule of group '{group}' has both 'record' and 'alert'");
        }
        else if (record.Length + alert.Length == 0 && !HasMerge(rule))
        {
            Add(node, $"a rule of group '{group}' has neither 'record' nor 'alert'");
        }

        if (Text(rule, "expr").Length == 0 && !HasMerge(rule))
        {
            Add(node, $"rule '{record}{alert}' of group '{group}' has no 'expr'");
        }

        if (record.Length > 0)
        {
            CheckRecording(node, rule, record);
        }

        CheckDuration(rule, "for");
        CheckDuration(rule, "keep_firing_for");
        CheckNames(rule, "labels");
        CheckNames(rule, "annotations");
    }

    private void CheckRecording(YamlNode node, YamlMappingNode rule, string record)
    {
        if (!MetricName().IsMatch(record))
        {
            Add(node, $"'{record}' is no name of a metric");
        }

        if (Text(rule, "for") is not ("" or "0" or "0s"))
        {
            Add(node, $"recording rule '{record}' has a 'for', which is for alerts");
        }

        if (Child(rule, "annotations") is YamlMappingNode { Children.Count: > 0 })
        {
            Add(node, $"recording rule '{record}' has annotations, which are for alerts");
        }
    }

    private void CheckDuration(YamlMappingNode map, string key)
    {
        var text = Text(map, key);
        if (text.Length > 0 && !Duration().IsMatch(text))
        {
            Add(Child(map, key)!, $"'{key}: {text}' is no duration such as 5m");
        }
    }

    private void CheckNames(YamlMappingNode map, string key)
    {
        if (Child(map, key) is not YamlMappingNode entries)
        {
            return;
        }

        foreach (var name in entries.Children.Keys.OfType<YamlScalarNode>().Where(name => name.Value != MergeKey))
        {
            if (!LabelName().IsMatch(name.Value!) || (key == "labels" && name.Value == "__name__"))
            {
                Add(name, $"'{name.Value}' is no name that '{key}' can have");
            }
        }
    }

    /// <summary>A map that has no other keys than the given ones; null where there is none.</summary>
    private YamlMappingNode? ReadMap(YamlNode node, string what, string[] keys)
    {
        if (node is not YamlMappingNode map)
        {
            Add(node, $"{what} is no map");
            return null;
        }

        foreach (var key in map.Children.Keys.OfType<YamlScalarNode>().Where(key => key.Value != MergeKey && !keys.Contains(key.Value)))
        {
            Add(key, $"{what} cannot have '{key.Value}'");
        }

        return map;
    }

    private IEnumerable<YamlNode> ReadList(YamlMappingNode map, string key)
    {
        var node = Child(map, key);
        if (node is YamlSequenceNode list)
        {
            return list.Children;
        }

        if (node is not null && Text(map, key).Length + (node is YamlMappingNode ? 1 : 0) > 0)
        {
            Add(node, $"'{key}' is no list");
        }

        return [];
    }

    private void Add(YamlNode node, string what) => _mistakes.Add(LokiRuleFile.At(node.Start, what));

    /// <summary>True where values come from elsewhere in the file, so that a missing one is not missing.</summary>
    private static bool HasMerge(YamlMappingNode map) => Child(map, MergeKey) is not null;

    private static YamlNode? Child(YamlMappingNode map, string key) => 
        map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

    /// <summary>The text of a scalar; empty where there is none, or where YAML means null.</summary>
    private static string Text(YamlMappingNode map, string key) => Child(map, key) is YamlScalarNode scalar
        && (scalar.Style != ScalarStyle.Plain || scalar.Value is not ("null" or "~" or "Null" or "NULL"))
            ? scalar.Value ?? string.Empty
            : string.Empty;

    // https://prometheus.io/docs/concepts/data_model/#metric-names-and-labels
    [GeneratedRegex(@"^[a-zA-Z_:][a-zA-Z0-9_:]*\z")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"^[a-zA-Z_][a-zA-Z0-9_]*\z")]
    private static partial Regex LabelName();

    // https://prometheus.io/docs/prometheus/latest/querying/basics/#time-durations
    [GeneratedRegex(@"^(0|(?=[0-9])([0-9]+y)?([0-9]+w)?([0-9]+d)?([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?)\z")]
    private static partial Regex Duration();
}
