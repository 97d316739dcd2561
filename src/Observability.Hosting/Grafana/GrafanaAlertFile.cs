using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Observability.Hosting.Grafana;

/// <summary>
/// Looks for what keeps an alert file from being provisioned. It looks so:
/// <code>
/// apiVersion: 1
/// groups:
///   - { orgId: 1, name: stack, folder: Stack, interval: 1m, rules: [ { uid: down, title: Down, condition: A, data: [ { refId: A, datasourceUid: prometheus, model: {…} } ] } ] }
/// </code>
/// </summary>
internal static class GrafanaAlertFile
{
    private static readonly string[] s_ofGroup = ["name", "folder", "interval", "rules"];
    private static readonly string[] s_ofRule = ["uid", "title", "condition", "data"];

    /// <summary>Every mistake in the file.</summary>
    public static IReadOnlyList<string> FindMistakes(string text, IReadOnlySet<string> dataSources)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException error)
        {
            return [$"line {error.Start.Line}: {error.Message.TrimEnd('.')}"];
        }

        if (yaml.Documents is not [{ RootNode: YamlMappingNode root }] || root.Children.Keys.All(key => key.ToString() != "apiVersion"))
        {
            return ["apiVersion: it is missing; this is not Grafana's provisioning format (the ruler's API has another)"];
        }

        return [.. Items(root, "groups").SelectMany((group, index) => OfGroup(group, $"groups[{index}]", dataSources))];
    }

    private static IEnumerable<string> OfGroup(YamlMappingNode group, string where, IReadOnlySet<string> dataSources) =>
        Missing(group, where, s_ofGroup)
            .Concat(Items(group, "rules").SelectMany((rule, index) => OfRule(rule, $"{where}.rules[{index}]", dataSources)));

    private static IEnumerable<string> OfRule(YamlMappingNode rule, string where, IReadOnlySet<string> dataSources)
    {
        foreach (var missing in Missing(rule, where, s_ofRule))
        {
            yield return missing;
        }

        var queries = Items(rule, "data").ToList();
        foreach (var source in queries.Select(query => Text(query, "datasourceUid")).OfType<string>().Where(uid => !GrafanaReferences.IsKnown(uid, dataSources)))
        {
            yield return $"{where}.datasourceUid: '{source}' is no data source of this Grafana, which has {GrafanaReferences.List(dataSources)}";
        }

        if (Text(rule, "condition") is { } condition && queries.TrueForAll(query => Text(query, "refId") != condition))
        {
            yield return $"{where}.condition: there is no query '{condition}' in data";
        }
    }

    private static IEnumerable<string> Missing(YamlMappingNode node, string where, IEnumerable<string> keys) =>
        keys.Where(key => !node.Children.ContainsKey(key)).Select(key => $"{where}.{key}: it is missing");

    private static IEnumerable<YamlMappingNode> Items(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) && value is YamlSequenceNode list ? list.Children.OfType<YamlMappingNode>() : [];

    private static string? Text(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(key, out var value) ? (value as YamlScalarNode)?.Value : null;
}
