using System.Text;
using Observability.Hosting.Model;
using YamlDotNet.RepresentationModel;

namespace Observability.Hosting.Grafana.Content;

/// <summary>
/// Reads and prepares provisioning files of alert rules
/// (https://grafana.com/docs/grafana/latest/alerting/set-up/provision-alerting-resources/file-provisioning/).
/// </summary>
internal static class GrafanaAlertRules
{
    /// <summary>What a file becomes whose data sources do not all take part in this run: its rules could only fail.</summary>
    private const string NoRules = "apiVersion: 1\ngroups: []\n";

    // Grafana takes these as they stand (pkg/services/provisioning/alerting/rules_types.go: Annotations.Raw, Model.Raw): an
    // annotation holds {{ $labels.x }}, a model holds $__interval. It expands everything else, the labels among it.
    private static readonly string[] s_literal = ["annotations", "model"];

    /// <summary>
    /// The text for Grafana: in the rule groups a dollar sign means a dollar sign, so it is doubled where Grafana would
    /// expand a variable. What is not a rule group (contact points, policies) stays as it is and may use variables.
    /// </summary>
    /// <param name="text">The file of the AppHost's author.</param>
    /// <param name="present">Identifiers of the data sources of this run.</param>
    /// <param name="declared">Identifiers of the data sources of the whole graph.</param>
    public static string Prepare(string text, IReadOnlySet<string> present, IReadOnlySet<string> declared)
    {
        var root = YamlNodes.Parse(text);
        var isMissing = FindDataSources(root).Any(uid => declared.Contains(uid.Value!) && !present.Contains(uid.Value!));
        return isMissing ? NoRules : Escape(text, root);
    }

    /// <summary>Every scalar that names a data source in the rules of a file.</summary>
    private static IEnumerable<YamlScalarNode> FindDataSources(YamlNode? root) =>
        from @group in root.Items("groups")
        from rule in @group.Items("rules")
        from scalar in rule.Items("data").Select(query => query.Get("datasourceUid")).Append(rule.Get("record").Get("targetDatasourceUid"))
        where scalar is YamlScalarNode { Value: not null }
        select (YamlScalarNode)scalar;

    // In the text, not in the tree: comments and layout stay.
    private static string Escape(string text, YamlNode? root)
    {
        var spans = new SortedDictionary<long, long>();
        Collect(root.Get("groups"), spans, new HashSet<YamlNode>(ReferenceEqualityComparer.Instance));
        var result = new StringBuilder(text.Length);
        var position = 0;
        foreach (var (start, end) in spans)
        {
            result.Append(text, position, (int)start - position);
            result.Append(ProvisioningText.Escape(text[(int)start..(int)end]));
            position = (int)end;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }

    // An anchor and its aliases are one node, which is looked at once: they may lead round in circles.
    private static void Collect(YamlNode? node, SortedDictionary<long, long> spans, HashSet<YamlNode> seen)
    {
        if (node is null || !seen.Add(node))
        {
            return;
        }

        switch (node)
        {
            case YamlScalarNode scalar when scalar.Value?.Contains('$', StringComparison.Ordinal) == true:
                spans[scalar.Start.Index] = scalar.End.Index;
                break;
            case YamlSequenceNode list:
                foreach (var item in list)
                {
                    Collect(item, spans, seen);
                }

                break;
            case YamlMappingNode map:
                foreach (var (key, value) in map)
                {
                    if (key is not YamlScalarNode name || !s_literal.Contains(name.Value))
                    {
                        Collect(value, spans, seen);
                    }
                }

                break;
        }
    }
}
