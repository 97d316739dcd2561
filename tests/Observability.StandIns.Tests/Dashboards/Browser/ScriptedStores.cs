using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Observability.StandIns.Tests.Dashboards.Browser;

/// <summary>
/// Stores that have data for whatever they are asked, in the shapes of their vendors' documentation. A query with <c>broken</c> in it is
/// refused; one with <c>many</c> has more series than can be drawn.
/// </summary>
internal static partial class ScriptedStores
{
    private static readonly string[] s_names = ["one", "two"];

    /// <summary>A Prometheus (https://prometheus.io/docs/prometheus/latest/querying/api/).</summary>
    public static (int Status, string ContentType, string Body) Prometheus(StoreRequest request)
    {
        if (request.Path.EndsWith("/values", StringComparison.Ordinal) || request.Path.EndsWith("/labels", StringComparison.Ordinal))
        {
            return Json(new JsonObject { ["status"] = "success", ["data"] = new JsonArray("one", "two") });
        }

        if (request.Path.EndsWith("/rules", StringComparison.Ordinal))
        {
            return Json(JsonNode.Parse("""
                {"status":"success","data":{"groups":[{"name":"g","file":"f","rules":[
                  {"type":"alerting","name":"Something is wrong","state":"firing","health":"ok","labels":{"severity":"critical"},"annotations":{"summary":"It is."},
                   "alerts":[{"labels":{"job":"one"},"state":"firing","activeAt":"2026-11-26T08:00:00Z","value":"1"}]}]}]}}
                """)!);
        }

        var query = request.Form.GetValueOrDefault("query") ?? string.Empty;
        return query.Contains("broken", StringComparison.Ordinal)
            ? (400, "application/json", """{"status":"error","errorType":"bad_data","error":"parse error: <script>alert(1)</script>"}""")
            : Json(Series(request, query));
    }

    /// <summary>A Loki (https://grafana.com/docs/loki/latest/reference/loki-http-api/).</summary>
    public static (int Status, string ContentType, string Body) Loki(StoreRequest request)
    {
        var query = request.Form.GetValueOrDefault("query") ?? string.Empty;
        if (!query.StartsWith('{'))
        {
            return Json(Series(request, query));
        }

        var end = long.Parse(request.Form["end"], CultureInfo.InvariantCulture);
        var lines = Enumerable.Range(0, 30)
            .Select(number => (JsonNode?)new JsonArray((end - (number * 1_000_000_000L)).ToString(CultureInfo.InvariantCulture),
            $"level=error line {number} <b>not bold</b>"));
        return Json(new JsonObject
        {
            ["data"] = new JsonObject
            {
                ["resultType"] = "streams",
                ["result"] = new JsonArray(
                    new JsonObject { ["stream"] = new JsonObject { ["resource"] = "one" }, ["values"] = new JsonArray([.. lines]) }),
            },
        });
    }

    /// <summary>An Elasticsearch (https://www.elastic.co/guide/en/elasticsearch/reference/current/search-multi-search.html).</summary>
    public static (int Status, string ContentType, string Body) Elasticsearch(StoreRequest request) => request.Path != "/_msearch"
        ? Json(new JsonObject { ["status"] = "green" })
        : Json(new JsonObject { ["responses"] = new JsonArray(
            new JsonObject { ["aggregations"] = Groups(JsonNode.Parse(request.Body.Split('\n')[1])!["aggs"]!.AsObject()) }) });

    /// <summary>An InfluxDB (https://docs.influxdata.com/influxdb/v2/reference/syntax/annotated-csv/).</summary>
    public static (int Status, string ContentType, string Body) InfluxDB(StoreRequest request)
    {
        var now = TimeProvider.System.GetUtcNow();
        var rows = Enumerable.Range(0, 60)
            .Select(minute => $",,0,{now.AddMinutes(minute - 60):yyyy-MM-ddTHH:mm:ssZ},{minute % 7},usage,one");
        return (200, "text/csv",
            "#datatype,string,long,dateTime:RFC3339,double,string,string\n#group,false,false,false,false,true,true\n#default,_result,,,,,\n,result,table,_time,_value,_field,host\n" + string.Join('\n', rows) + "\n");
    }

    private static (int Status, string ContentType, string Body) Json(JsonNode answer) => (200, "application/json", answer.ToJsonString());

    // Labels are those that the query groups by; the values are a saw.
    private static JsonObject Series(StoreRequest request, string query)
    {
        var labels = Grouping().Match(query).Groups["labels"].Value.Split(',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(label => label != "le").ToList();
        var names = query.Contains("many", StringComparison.Ordinal) ? Enumerable.Range(0, 1_200)
            .Select(number => $"s{number}") : labels.Count == 0 && query.Contains("sum(", StringComparison.Ordinal) ? ["one"] : s_names;
        var isRange = request.Path.EndsWith("query_range", StringComparison.Ordinal);
        var series = names.Select(name =>
        {
            var metric = new JsonObject((labels.Count == 0 ? ["job", "instance"] : labels)
                .Select(label => KeyValuePair.Create(label, (JsonNode?)name)));
            return (JsonNode?)(isRange
                ? new JsonObject { ["metric"] = metric, ["values"] = Samples(request) }
                : new JsonObject { ["metric"] = metric, ["value"] = new JsonArray(Number(request, "time"), "1") });
        });
        return new JsonObject
        {
            ["status"] = "success",
            ["data"] = new JsonObject { ["resultType"] = isRange ? "matrix" : "vector", ["result"] = new JsonArray([.. series]) },
        };
    }

    private static JsonArray Samples(StoreRequest request)
    {
        // A Loki takes nanoseconds.
        double Seconds(string key) => Number(request, key) is var number && number > 1e12 ? number / 1e9 : number;
        var samples = new JsonArray();
        for (var (time, index) = (Seconds("start"), 0); time <= Seconds("end"); time += Math.Max(1, Number(request, "step")), index++)
        {
            samples.Add(new JsonArray(time, (index % 10 / 10d).ToString(CultureInfo.InvariantCulture)));
        }

        return samples;
    }

    private static double Number(StoreRequest request, string key) =>
        double.TryParse(request.Form.GetValueOrDefault(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static JsonObject Groups(JsonObject aggregations)
    {
        var answer = new JsonObject();
        foreach (var (id, aggregation) in aggregations)
        {
            if (aggregation!["date_histogram"] is { } dates)
            {
                var (from, to) = ((long)dates["extended_bounds"]!["min"]!, (long)dates["extended_bounds"]!["max"]!);
                answer[id] = new JsonObject { ["buckets"] = new JsonArray(
                    [.. Enumerable.Range(0, 20)
                    .Select(step => (JsonNode?)new JsonObject { ["key"] = from + ((to - from) / 20 * step), ["doc_count"] = step })]) };
            }
            else
            {
                answer[id] = new JsonObject { ["buckets"] = new JsonArray(
                    [.. s_names.Select(name => (JsonNode?)Bucket(name, aggregation!["aggs"] as JsonObject))]) };
            }
        }

        return answer;
    }

    private static JsonObject Bucket(string name, JsonObject? inner)
    {
        var bucket = inner is null ? [] : Groups(inner);
        bucket["key"] = name;
        bucket["doc_count"] = 5;
        return bucket;
    }

    [GeneratedRegex(@"by\s*\((?<labels>[^)]*)\)")]
    private static partial Regex Grouping();
}
