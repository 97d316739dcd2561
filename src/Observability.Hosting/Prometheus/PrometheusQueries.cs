using Observability.Hosting.Model;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Observability.Hosting.Prometheus;

/// <summary>Reads the expressions of a Prometheus' rules.</summary>
internal static class PrometheusQueries
{
    /// <summary>Every expression; a file that is no YAML is left to the check of the rules.</summary>
    public static IEnumerable<ContentQuery> Find(IPrometheus prometheus) =>
        from path in prometheus.GetRequired<PrometheusSettings>().RulePaths
        from file in PrometheusRules.FindFiles(path)
        from rule in Rules(file)
        let text = Text(rule, "expr")
        where text is not null
        let name = Text(rule, "alert") ?? Text(rule, "record")
        select new ContentQuery(prometheus, $"{file}:{rule.Start.Line}: {name}", QueryLanguage.PromQL, text, prometheus, Text(rule, "record"));

    private static List<YamlNode> Rules(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            var stream = new YamlStream();
            stream.Load(reader);
            return [.. stream.Documents
                .SelectMany(document => Items(document.RootNode, "groups"))
                .SelectMany(group => Items(group, "rules"))];
        }
        catch (YamlException)
        {
            return [];
        }
    }

    private static YamlNode? Get(YamlNode node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    private static IEnumerable<YamlNode> Items(YamlNode node, string key) => Get(node, key) as YamlSequenceNode ?? Enumerable.Empty<YamlNode>();

    private static string? Text(YamlNode node, string key) => Get(node, key) is YamlScalarNode { Value: { Length: > 0 } text } ? text : null;
}
