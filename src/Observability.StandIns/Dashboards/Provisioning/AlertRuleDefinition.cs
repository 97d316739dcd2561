using System.Text.Json.Nodes;
using Observability.StandIns.Dashboards.Configuration;

namespace Observability.StandIns.Dashboards.Provisioning;

/// <summary>An alert rule of a provisioning file.</summary>
internal sealed record AlertRuleDefinition(
    string Uid,
    string Title,
    string Group,
    string Folder,
    TimeSpan Interval,
    string Condition,
    TimeSpan For,
    string NoDataState,
    string ErrorState,
    bool IsPaused,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyDictionary<string, string> Annotations,
    IReadOnlyList<JsonObject> Data)
{
    /// <summary>Reads every file of the folder <c>alerting</c>.</summary>
    /// <exception cref="StandInException">A file has a mistake.</exception>
    public static IReadOnlyList<AlertRuleDefinition> ReadAll(string provisioning, Func<string, string?> getVariable)
    {
        var rules = new List<AlertRuleDefinition>();
        foreach (var file in ProvisioningFile.ReadFolder(Path.Combine(provisioning, "alerting"), getVariable))
        {
            foreach (var group in file.Maps("groups"))
            {
                rules.AddRange(group.Maps("rules").Select(rule => Read(file, group, rule)));
            }
        }

        return rules;
    }

    private static AlertRuleDefinition Read(ProvisioningFile file, JsonObject group, JsonObject rule)
    {
        string Required(JsonObject map, string key, string owner) =>
            map.Text(key) is { Length: > 0 } text ? text : throw file.Mistake($"{owner} has no {key}");
        var groupName = Required(group, "name", "a group");
        var title = Required(rule, "title", $"a rule of group '{groupName}'");
        TimeSpan Duration(JsonObject map, string key, string fallback)
        {
            var text = map.Text(key) ?? fallback;
            return GrafanaDuration.TryParse(text, out var duration) ? duration
                : throw file.Mistake($"rule '{title}': {key} is no duration: {text}");
        }

        return new AlertRuleDefinition(
            Required(rule, "uid", $"rule '{title}'"),
            title,
            groupName,
            Required(group, "folder", $"group '{groupName}'"),
            Duration(group, "interval", "1m"),
            Required(rule, "condition", $"rule '{title}'"),
            Duration(rule, "for", "0s"),
            rule.Text("noDataState") ?? "NoData",
            rule.Text("execErrState") ?? "Alerting",
            rule.Flag("isPaused"),
            Texts(rule, "labels"),
            Texts(rule, "annotations"),
            [.. rule.Maps("data").Select(query => (JsonObject)query.DeepClone())]);
    }

    private static Dictionary<string, string> Texts(JsonObject rule, string key) =>
        (rule.Map(key) ?? []).ToDictionary(pair => pair.Key, pair => pair.Value.Text() ?? string.Empty, StringComparer.Ordinal);
}
