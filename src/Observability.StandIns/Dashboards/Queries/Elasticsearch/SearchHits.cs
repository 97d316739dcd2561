using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.Queries.Elasticsearch;

/// <summary>
/// Makes a table of documents, one column for each of their fields:
/// <c>{"hits":{"hits":[{"_id":"1","_index":"a","_source":{…}}]}}</c>.
/// </summary>
internal static class SearchHits
{
    private const int MostColumns = 200;

    /// <summary>Reads the documents.</summary>
    /// <param name="answer">Answer of the search.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="settings">The data source's settings; they name the fields of message and level.</param>
    /// <param name="query">The query, to be shown.</param>
    public static Frame Read(JsonObject answer, SearchRequest request, JsonObject settings, string query)
    {
        var rows = answer.Map("hits").Maps("hits").Select(hit => Flatten(hit)).ToList();
        var isLog = request.Documents == "logs";
        var fields = new List<Field> { Field.Time(request.TimeField,
            [.. rows.Select(row => ReadTime(row.GetValueOrDefault(request.TimeField)))]) };
        if (isLog)
        {
            var message = settings.Text("logMessageField") is { Length: > 0 } name ? name : "message";
            var level = settings.Text("logLevelField") is { Length: > 0 } levelName ? levelName : "level";
            fields.Add(Field.Text("line",
                [.. rows.Select(row => row.GetValueOrDefault(message).Text() ?? row.GetValueOrDefault("_source")?.ToJsonString())]));
            fields.Add(Field.Text("level", [.. rows.Select(row => row.GetValueOrDefault(level).Text())]));
        }

        var names = rows.SelectMany(row => row.Keys).Distinct()
            .Where(name => name != request.TimeField && name != "_source").Order(StringComparer.Ordinal).Take(MostColumns);
        fields.AddRange(names.Where(name => !isLog || name is not ("line" or "level")).Select(name => CreateField(name, rows)));
        return new Frame(null, fields)
        {
            Meta = new JsonObject
            {
                ["type"] = isLog ? "log-lines" : "table",
                ["preferredVisualisationType"] = isLog ? "logs" : "table",
                ["executedQueryString"] = query,
            },
        };
    }

    private static Field CreateField(string name, List<Dictionary<string, JsonNode?>> rows)
    {
        var values = rows.ConvertAll(row => row.GetValueOrDefault(name));
        return values.TrueForAll(value => value is null || value.GetValueKind() == JsonValueKind.Number)
            ? Field.Number(name, [.. values.Select(value => value?.GetValue<double>())])
            : Field.Text(name, [.. values.Select(value => value.Text() ?? value?.ToJsonString())]);
    }

    // Maps within a document become names with dots.
    private static Dictionary<string, JsonNode?> Flatten(JsonObject hit)
    {
        var row = new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["_id"] = hit["_id"],
            ["_index"] = hit["_index"],
            ["_source"] = hit["_source"],
        };
        var waiting = new Stack<(string Prefix, JsonObject Map)>();
        if (hit.Map("_source") is { } source)
        {
            waiting.Push((string.Empty, source));
        }

        while (waiting.TryPop(out var item))
        {
            foreach (var (key, value) in item.Map)
            {
                if (value is JsonObject inner)
                {
                    waiting.Push(($"{item.Prefix}{key}.", inner));
                }
                else
                {
                    row[item.Prefix + key] = value;
                }
            }
        }

        return row;
    }

    private static long? ReadTime(JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.Number => (long)node.GetValue<double>(),
        JsonValueKind.String when DateTimeOffset.TryParse(
            node.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) =>
                time.ToUnixTimeMilliseconds(),
        _ => null,
    };
}
