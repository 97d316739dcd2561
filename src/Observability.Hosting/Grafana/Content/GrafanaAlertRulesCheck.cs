using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;
using Observability.Hosting.Validation;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Observability.Hosting.Grafana.Content;

/// <summary>
/// Finds mistakes in provisioning files of alert rules. One that Grafana cannot read keeps it from starting.
/// </summary>
internal sealed partial class GrafanaAlertRulesCheck(DistributedApplicationModel model) : IStackCheck
{
    private const string Mend = "Mend the file.";

    // https://grafana.com/docs/grafana/latest/alerting/set-up/provision-alerting-resources/file-provisioning/
    private static readonly string[] s_sections =
    [
        "groups", "deleteRules", "contactPoints", "deleteContactPoints", "policies", "resetPolicies", "templates", "deleteTemplates",
        "muteTimes", "deleteMuteTimes",
    ];

    /// <inheritdoc />
    public Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Problem>>([.. model.Resources.OfType<IGrafana>().SelectMany(Check)]);

    private static List<Problem> Check(IGrafana grafana)
    {
        var problems = new List<Problem>();
        var files = new List<string>();
        foreach (var path in grafana.Annotations.OfType<GrafanaSettings>().Last().AlertRulePaths)
        {
            var found = GrafanaContent.FindAlertRules(path);
            files.AddRange(found);
            if (found.Count == 0)
            {
                problems.Add(new Problem(grafana.Name, "WithAlertRules", $"{path} is no file of alert rules and no folder with any", "Name a .yml file or a folder of them."));
            }
        }

        problems.AddRange(files.GroupBy(file => Path.GetFileName(file), StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group =>
            new Problem(grafana.Name, "WithAlertRules", $"{string.Join(" and ", group)} have one name, and only one could be loaded", "Rename one of them.")));
        var dashboards = GrafanaDashboardsCheck.Read(grafana, []).Select(document => document.Uid).ToHashSet(StringComparer.Ordinal);
        var known = KnownDataSources.Of(grafana);
        var uids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            problems.AddRange(CheckFile(file, known, dashboards!, uids).Select(found =>
                new Problem(grafana.Name, found.Field.Length == 0 ? file : $"{file}{found.Field}", found.What, found.Remedy)));
        }

        return problems;
    }

    private static List<(string Field, string What, string Remedy)> CheckFile(
        string file, KnownDataSources known, IReadOnlySet<string> dashboards, Dictionary<string, string> uids)
    {
        YamlNode? root;
        try
        {
            root = YamlNodes.Read(file);
        }
        catch (YamlException error)
        {
            return [($":{error.Start.Line}:{error.Start.Column}", error.Message.TrimEnd('.'), Mend)];
        }

        if (FindOtherFormat(root) is { } format)
        {
            return [(string.Empty, format, "Export it for file provisioning: apiVersion 1 and groups.")];
        }

        var problems = new List<(string Field, string What, string Remedy)>();
        if (root.Get("apiVersion") is not YamlScalarNode { Value: "1" })
        {
            problems.Add((": apiVersion", "it is not 1", "Begin the file with apiVersion: 1."));
        }

        if (!s_sections.Any(section => root.Get(section) is not null))
        {
            problems.Add((": groups", "there are none at the top level", $"Use one of: {string.Join(", ", s_sections)}."));
        }

        var groupIndex = 0;
        foreach (var group in root.Items("groups"))
        {
            var path = FormattableString.Invariant($"groups[{groupIndex++}]");
            problems.AddRange(FindMissing(group, path, "name", "folder", "interval"));
            var ruleIndex = 0;
            foreach (var rule in group.Items("rules"))
            {
                problems.AddRange(CheckRule(rule, FormattableString.Invariant($"{path}.rules[{ruleIndex++}]"), file, known, dashboards, uids));
            }
        }

        return problems;
    }

    /// <summary>What a file is when it is none of Grafana's provisioning files.</summary>
    private static string? FindOtherFormat(YamlNode? root)
    {
        var rules = root.Items("groups").Append(root).SelectMany(group => group.Items("rules")).ToList();
        if (rules.Exists(rule => rule.Get("grafana_alert") is not null))
        {
            return "this is the format of the ruler API, not that of file provisioning";
        }

        return rules.Exists(rule => rule.Get("expr") is not null)
            ? "these are rules of Prometheus, not of Grafana"
            : root is YamlMappingNode ? null : "this is no map with apiVersion and groups";
    }

    private static IEnumerable<(string Field, string What, string Remedy)> CheckRule(
        YamlNode rule, string path, string file, KnownDataSources known, IReadOnlySet<string> dashboards, Dictionary<string, string> uids)
    {
        var recording = rule.Get("record") is not null;
        foreach (var missing in FindMissing(rule, path, recording ? ["uid", "title"] : ["uid", "title", "condition"]))
        {
            yield return missing;
        }

        if (rule.Text("uid") is { } uid && !uids.TryAdd(uid, file))
        {
            yield return (At(rule, $"{path}.uid"), $"'{uid}' is the identifier of another rule, in {uids[uid]}", "Give one of them another.");
        }
        else if (rule.Text("uid") is { } word && !Uid().IsMatch(word))
        {
            yield return (At(rule, $"{path}.uid"), $"'{word}' cannot be an identifier", "Use at most 40 letters, digits, - and _.");
        }

        var queries = rule.Items("data").ToList();
        if (queries.Count == 0)
        {
            yield return (At(rule, $"{path}.data"), "there are no queries", "Add at least one.");
        }
        else if (rule.Text("condition") is { } condition && !queries.Exists(query => query.Text("refId") == condition))
        {
            yield return (At(rule, $"{path}.condition"), $"'{condition}' is the refId of none of its queries", "Name one of them.");
        }

        for (var index = 0; index < queries.Count; index++)
        {
            var field = FormattableString.Invariant($"{path}.data[{index}].datasourceUid");
            if (queries[index].Text("datasourceUid") is not { } source)
            {
                yield return (At(queries[index], field), "there is none", known.Remedy);
            }
            else if (known.FindProblem(source, null, new HashSet<string>()) is { } what)
            {
                yield return (At(queries[index], field), what, known.Remedy);
            }
        }

        if (rule.Text("dashboardUid") is { } dashboard && !dashboards.Contains(dashboard))
        {
            yield return (At(rule, $"{path}.dashboardUid"), $"'{dashboard}' is no dashboard of this Grafana", "Name one of those that WithDashboards finds.");
        }
    }

    private static IEnumerable<(string Field, string What, string Remedy)> FindMissing(YamlNode node, string path, params IReadOnlyList<string> keys) =>
        from key in keys
        where node.Text(key) is null
        select (At(node, $"{path}.{key}"), "there is none", Mend);

    private static string At(YamlNode node, string path) => FormattableString.Invariant($":{node.Start.Line}: {path}");

    [GeneratedRegex("^[A-Za-z0-9_-]{1,40}$")]
    private static partial Regex Uid();
}
