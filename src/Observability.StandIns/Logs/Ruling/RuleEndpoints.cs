using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Observability.LogQL;
using Observability.LogQL.Results;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Http;
using Observability.StandIns.Logs.Queries;
using YamlDotNet.RepresentationModel;

namespace Observability.StandIns.Logs.Ruling;

/// <summary>
/// Lists rules and alerts, in Prometheus' form and in the ruler's own
/// (https://grafana.com/docs/loki/latest/reference/loki-http-api/#ruler). They are looked up among those that were read, never by a path.
/// </summary>
internal sealed class RuleEndpoints(Ruler ruler, LogsConfiguration configuration)
{
    /// <summary><c>GET /prometheus/api/v1/rules</c></summary>
    public Task RulesAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var type = query["type"].ToString();
        var groups = GroupsOf(context)
            .Where(group => Fits(query["file[]"], group.Namespace) && Fits(query["file"], group.Namespace))
            .Where(group => Fits(query["rule_group[]"], group.Name) && Fits(query["rule_group"], group.Name));
        bool IsWanted(AlertRule rule) =>
            (type is "" || (type is "record" or "recording") == rule.IsRecording)
            && Fits(query["rule_name[]"], rule.Name)
            && Fits(query["rule_name"], rule.Name);
        return ApiJson.WriteSuccessAsync(context, writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("groups"u8);
            foreach (var group in groups)
            {
                WriteGroup(writer, group, group.Rules.Where(IsWanted));
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    /// <summary><c>GET /prometheus/api/v1/alerts</c></summary>
    public Task AlertsAsync(HttpContext context) => ApiJson.WriteSuccessAsync(context, writer =>
    {
        writer.WriteStartObject();
        WriteAlerts(writer, GroupsOf(context).SelectMany(group => group.Rules));
        writer.WriteEndObject();
    });

    /// <summary><c>GET /loki/api/v1/rules</c>, of all files or of one, or one group.</summary>
    public Task ListAsync(HttpContext context, string file, string name)
    {
        var groups = GroupsOf(context)
            .Where(group => (file.Length == 0 || group.Namespace == file) && (name.Length == 0 || group.Name == name))
            .ToList();
        if (groups.Count == 0)
        {
            return TextAnswers.WriteAsync(
                context, StatusCodes.Status404NotFound, name.Length > 0 ? "group does not exist\n" : "no rule groups found\n");
        }

        YamlNode root = name.Length > 0
            ? ToYaml(groups[0])
            : new YamlMappingNode(groups.GroupBy(group => group.Namespace).SelectMany(
                same => new YamlNode[] { new YamlScalarNode(same.Key), new YamlSequenceNode(same.Select(ToYaml)) }));
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        new YamlStream(new YamlDocument(root)).Save(text, assignAnchors: false);
        return TextAnswers.WriteAsync(context, StatusCodes.Status200OK, text.ToString(), "application/yaml");
    }

    private List<RuleGroup> GroupsOf(HttpContext context)
    {
        var tenant = Tenants.One(context, configuration);
        return [.. ruler.Groups.Where(group => group.Tenant == tenant)];
    }

    private static bool Fits(StringValues wanted, string name) => wanted.Count == 0 || wanted.Contains(name);

    private static void WriteGroup(Utf8JsonWriter writer, RuleGroup group, IEnumerable<AlertRule> rules)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, group.Name);
        writer.WriteString("file"u8, group.Namespace);
        writer.WriteStartArray("rules"u8);
        foreach (var rule in rules)
        {
            WriteRule(writer, rule);
        }

        writer.WriteEndArray();
        writer.WriteNumber("interval"u8, group.Interval.TotalSeconds);
        writer.WriteNumber("limit"u8, group.Limit);
        var last = group.Rules.Select(rule => rule.LastEvaluation).DefaultIfEmpty().Max();
        WriteEvaluation(writer, last, group.Rules.Sum(rule => rule.EvaluationTime.TotalSeconds));
        writer.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter writer, AlertRule rule)
    {
        writer.WriteStartObject();
        writer.WriteString("name"u8, rule.Name);
        writer.WriteString("query"u8, rule.Query.Text);
        writer.WriteString("type"u8, rule.IsRecording ? "recording" : "alerting");
        writer.WritePropertyName("labels"u8);
        ApiJson.WriteLabels(writer, LabelSet.Create(rule.Labels));
        if (rule.IsRecording)
        {
            writer.WriteString("health"u8, "err"u8);
            writer.WriteString("lastError"u8, "this stand-in for Loki does not evaluate recording rules"u8);
        }
        else
        {
            writer.WriteString("state"u8, StateOf(rule));
            writer.WriteNumber("duration"u8, rule.For.TotalSeconds);
            writer.WriteNumber("keepFiringFor"u8, rule.KeepFiringFor.TotalSeconds);
            writer.WritePropertyName("annotations"u8);
            ApiJson.WriteLabels(writer, LabelSet.Create(rule.Annotations));
            WriteAlerts(writer, [rule]);
            writer.WriteString("health"u8, rule.LastEvaluation == default ? "unknown" : rule.LastError is null ? "ok" : "err");
            writer.WriteString("lastError"u8, rule.LastError ?? string.Empty);
        }

        WriteEvaluation(writer, rule.LastEvaluation, rule.EvaluationTime.TotalSeconds);
        writer.WriteEndObject();
    }

    private static void WriteEvaluation(Utf8JsonWriter writer, DateTimeOffset last, double seconds)
    {
        writer.WriteString("lastEvaluation"u8, last);
        writer.WriteNumber("evaluationTime"u8, seconds);
    }

    private static void WriteAlerts(Utf8JsonWriter writer, IEnumerable<AlertRule> rules)
    {
        writer.WriteStartArray("alerts"u8);
        foreach (var instance in rules.SelectMany(ActiveOf))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("labels"u8);
            ApiJson.WriteLabels(writer, instance.Labels);
            writer.WritePropertyName("annotations"u8);
            ApiJson.WriteLabels(writer, instance.Annotations);
            writer.WriteString("state"u8, instance.State == AlertState.Pending ? "pending"u8 : "firing"u8);
            writer.WriteString("activeAt"u8, instance.ActiveAt);
            writer.WriteString("value"u8, ResultFormat.Value(instance.Value));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static string StateOf(AlertRule rule)
    {
        var active = ActiveOf(rule);
        return active.Exists(instance => instance.State == AlertState.Firing) ? "firing" : active.Count > 0 ? "pending" : "inactive";
    }

    private static List<AlertInstance> ActiveOf(AlertRule rule)
    {
        lock (rule.Instances)
        {
            return [.. rule.Instances.Values.Where(instance => instance.State != AlertState.Inactive)];
        }
    }

    private static YamlMappingNode ToYaml(RuleGroup group) => new(
        "name", group.Name,
        "interval", LokiDuration.Format(group.Interval),
        "rules", new YamlSequenceNode(group.Rules.Select(ToYaml)));

    private static YamlMappingNode ToYaml(AlertRule rule)
    {
        var map = new YamlMappingNode(rule.IsRecording ? "record" : "alert", rule.Name, "expr", rule.Query.Text);
        if (rule.For > TimeSpan.Zero)
        {
            map.Add("for", LokiDuration.Format(rule.For));
        }

        if (rule.KeepFiringFor > TimeSpan.Zero)
        {
            map.Add("keep_firing_for", LokiDuration.Format(rule.KeepFiringFor));
        }

        foreach (var (key, pairs) in new[] { ("labels", rule.Labels), ("annotations", rule.Annotations) })
        {
            if (pairs.Count > 0)
            {
                map.Add(key, new YamlMappingNode(pairs.Select(pair => KeyValuePair.Create<YamlNode, YamlNode>(pair.Key, pair.Value))));
            }
        }

        return map;
    }
}
