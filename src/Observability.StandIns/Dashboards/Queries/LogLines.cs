using System.Globalization;
using System.Text.Json.Nodes;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.Queries;

/// <summary>
/// Reads lines of a Loki (https://grafana.com/docs/loki/latest/reference/loki-http-api/#query-logs-within-a-range-of-time); a third item
/// of a value is the line's structured metadata:
/// <code>
/// {"resultType":"streams","result":[{"stream":{"job":"a"},"values":[["1700000000000000000","the line",{"trace_id":"1"}]]}]}
/// </code>
/// </summary>
internal static class LogLines
{
    private const int NanosecondsInMillisecond = 1_000_000;

    /// <summary>One table of all streams' lines, with the columns that Grafana's data source gives it.</summary>
    public static Frame Read(JsonObject? data, string query)
    {
        var labels = new List<JsonNode?>();
        var times = new List<long?>();
        var lines = new List<string?>();
        var nanoseconds = new List<string?>();
        foreach (var stream in data.Maps("result"))
        {
            var own = stream.Map("stream") ?? [];
            foreach (var value in (stream["values"] as JsonArray)?.OfType<JsonArray>().Where(value => value.Count >= 2) ?? [])
            {
                var time = value[0].Text() ?? string.Empty;
                nanoseconds.Add(time);
                times.Add(long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    ? number / NanosecondsInMillisecond : null);
                lines.Add(value[1].Text());
                labels.Add(Merge(own, value.Count > 2 ? value[2] as JsonObject : null));
            }
        }

        return new Frame(null, [Field.Json("labels", labels), Field.Time("Time", times), Field.Text("Line", lines),
            Field.Text("tsNs", nanoseconds)])
        {
            Meta = new JsonObject
            {
                ["type"] = "log-lines",
                ["preferredVisualisationType"] = "logs",
                ["custom"] = new JsonObject { ["frameType"] = "LabeledTimeValues" },
                ["executedQueryString"] = query,
            },
        };
    }

    private static JsonObject Merge(JsonObject labels, JsonObject? metadata)
    {
        var merged = (JsonObject)labels.DeepClone();
        foreach (var (name, value) in metadata ?? [])
        {
            merged[name] = value?.DeepClone();
        }

        return merged;
    }
}
