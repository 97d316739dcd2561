using System.Globalization;
using System.Text.Json.Nodes;
using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.Queries.Elasticsearch;

/// <summary>
/// Makes the body of a search of a query as dashboards have it
/// (https://grafana.com/docs/grafana/latest/datasources/elasticsearch/query-editor/):
/// <code>
/// {"query":"*","metrics":[{"id":"1","type":"count"}],"bucketAggs":[{"id":"2","type":"date_histogram","field":"@timestamp","settings":{"interval":"auto"}}]}
/// </code>
/// </summary>
internal sealed class SearchRequest(StoreQuery query)
{
    private const int UsualDocuments = 500;
    private const int MostDocuments = 5_000;
    private static readonly string[] s_documents = ["logs", "raw_data", "raw_document"];
    private static readonly string[] s_simple = ["avg", "sum", "max", "min", "cardinality", "extended_stats", "rate"];
    private static readonly string[] s_pipelines = ["derivative", "cumulative_sum", "serial_diff", "moving_fn"];

    /// <summary>Field of the time.</summary>
    public string TimeField { get; } = query.Model.Text("timeField") ?? query.Source.Settings.Text("timeField") ?? "@timestamp";

    /// <summary>The metrics that are wanted.</summary>
    public IReadOnlyList<JsonObject> Metrics { get; } = [.. query.Model.Maps("metrics")];

    /// <summary>The groups, the outermost first.</summary>
    public IReadOnlyList<JsonObject> Groups { get; } = [.. query.Model.Maps("bucketAggs")];

    /// <summary>What the documents themselves are wanted as; null where numbers are.</summary>
    public string? Documents => Metrics.Count > 0 && s_documents.Contains(Metrics[0].Text("type")) ? Metrics[0].Text("type") : null;

    /// <summary>Makes the body.</summary>
    public JsonObject Create()
    {
        var body = new JsonObject
        {
            ["size"] = 0,
            ["query"] = new JsonObject { ["bool"] = new JsonObject { ["filter"] = CreateFilter() } },
        };
        if (Documents is not null)
        {
            var settings = Metrics[0].Map("settings");
            body["size"] = Math.Clamp((int)(settings.Number("limit") ?? settings.Number("size") ?? UsualDocuments), 1, MostDocuments);
            body["sort"] = new JsonArray(new JsonObject
            {
                [TimeField] = new JsonObject { ["order"] = settings.Text("sortDirection") == "asc" ? "asc" : "desc",
                    ["unmapped_type"] = "boolean" },
            });
            return body;
        }

        if (Groups.Count == 0 || Metrics.Count == 0)
        {
            throw new QueryException("invalid query, missing metrics and aggregations");
        }

        var innermost = CreateMetrics();
        for (var index = Groups.Count - 1; index >= 0; index--)
        {
            var group = CreateGroup(Groups[index]);
            if (innermost.Count > 0)
            {
                group["aggs"] = innermost;
            }

            innermost = new JsonObject { [IdOf(Groups[index])] = group };
        }

        body["aggs"] = innermost;
        return body;
    }

    /// <summary>Identifier of a group or metric.</summary>
    public static string IdOf(JsonObject map) => map.Text("id") ?? throw new QueryException("a metric or group of the query has no id");

    private JsonArray CreateFilter()
    {
        var filter = new JsonArray(new JsonObject
        {
            ["range"] = new JsonObject
            {
                [TimeField] = new JsonObject { ["gte"] = query.From, ["lte"] = query.To, ["format"] = "epoch_millis" },
            },
        });
        if (query.Model.Text("query") is { Length: > 0 } text)
        {
            filter.Add(new JsonObject { ["query_string"] = new JsonObject { ["analyze_wildcard"] = true, ["query"] = text } });
        }

        return filter;
    }

    private JsonObject CreateMetrics()
    {
        var metrics = new JsonObject();
        foreach (var metric in Metrics)
        {
            var type = metric.Text("type") ?? "count";
            if (type != "count")
            {
                metrics[IdOf(metric)] = new JsonObject { [type] = CreateMetric(metric, type) };
            }
        }

        return metrics;
    }

    private JsonObject CreateMetric(JsonObject metric, string type)
    {
        var settings = metric.Map("settings");
        if (s_pipelines.Contains(type))
        {
            var pipeline = new JsonObject { ["buckets_path"] = PathOf(metric.Text("field") ?? metric.Text("pipelineAgg")) };
            foreach (var (key, value) in settings ?? [])
            {
                pipeline[key] = value?.DeepClone();
            }

            return pipeline;
        }

        if (type == "bucket_script")
        {
            var paths = new JsonObject(metric.Maps("pipelineVariables").Select(variable =>
                KeyValuePair.Create(variable.Text("name") ?? string.Empty, (JsonNode?)PathOf(variable.Text("pipelineAgg")))));
            var script = IntervalText.Replace(settings.Text("script") ?? string.Empty, query.Interval, query.Range, query.Interval)
                .Replace("params._interval", query.Interval.TotalMilliseconds.ToString(CultureInfo.InvariantCulture),
                    StringComparison.Ordinal);
            return new JsonObject { ["buckets_path"] = paths, ["script"] = script };
        }

        if (!s_simple.Contains(type) && type != "percentiles")
        {
            throw QueryException.NotSupported($"the Elasticsearch metric {type}");
        }

        var simple = new JsonObject { ["field"] = metric.Text("field") };
        if (type == "percentiles")
        {
            simple["percents"] = settings?["percents"]?.DeepClone() ?? new JsonArray(25, 50, 75, 95, 99);
        }

        return simple;
    }

    private string PathOf(string? id) =>
        Metrics.FirstOrDefault(metric => metric.Text("id") == id)?.Text("type") == "count" ? "_count" : id ?? "_count";

    private JsonObject CreateGroup(JsonObject group)
    {
        var settings = group.Map("settings");
        var field = group.Text("field");
        switch (group.Text("type"))
        {
            case "date_histogram":
                return new JsonObject { ["date_histogram"] = CreateDates(field ?? TimeField, settings) };
            case "terms":
                return new JsonObject { ["terms"] = CreateTerms(field, settings) };
            case "histogram":
                return new JsonObject
                {
                    ["histogram"] = new JsonObject
                    {
                        ["field"] = field,
                        ["interval"] = settings.Number("interval") ?? 1000,
                        ["min_doc_count"] = settings.Number("min_doc_count") ?? 0,
                    },
                };
            case "filters":
                return new JsonObject
                {
                    ["filters"] = new JsonObject
                    {
                        ["filters"] = new JsonObject(settings.Maps("filters").Select(filter => KeyValuePair.Create(
                            filter.Text("label") is { Length: > 0 } label ? label : filter.Text("query") ?? "*",
                            (JsonNode?)new JsonObject { ["query_string"] = new JsonObject { ["query"] = filter.Text("query") ?? "*",
                                ["analyze_wildcard"] = true } }))),
                    },
                };
            case var type:
                throw QueryException.NotSupported($"Elasticsearch groups by {type}");
        }
    }

    private JsonObject CreateDates(string field, JsonObject? settings)
    {
        var wanted = settings.Text("interval") ?? "auto";
        var least = query.Source.Settings.Text("timeInterval") is { Length: > 0 } text && GrafanaDuration.TryParse(text, out var interval)
            ? interval : TimeSpan.FromSeconds(1);
        var isCalendar = wanted is "1w" or "1M" or "1q" or "1y";
        var dates = new JsonObject
        {
            ["field"] = field,
            [isCalendar ? "calendar_interval" : "fixed_interval"] = wanted == "auto"
                ? GrafanaDuration.Write((long)query.StepWith(least, query.MostPoints * 2).TotalMilliseconds)
                : IntervalText.Replace(wanted, query.StepWith(least, query.MostPoints * 2), query.Range, query.Interval),
            ["min_doc_count"] = settings.Number("min_doc_count") ?? 0,
            ["extended_bounds"] = new JsonObject { ["min"] = query.From, ["max"] = query.To },
            ["format"] = "epoch_millis",
        };
        if (settings.Text("timeZone") is { Length: > 0 } zone and not "utc")
        {
            dates["time_zone"] = zone;
        }

        return dates;
    }

    private JsonObject CreateTerms(string? field, JsonObject? settings)
    {
        var size = (int)(settings.Number("size") ?? 10);
        var orderBy = settings.Text("orderBy") switch
        {
            null or "" or "_term" => "_key",
            "_count" or "_key" => settings.Text("orderBy")!,
            var id => PathOf(id),
        };
        var terms = new JsonObject
        {
            ["field"] = field,
            ["size"] = size == 0 ? UsualDocuments : Math.Min(size, MostDocuments),
            ["order"] = new JsonObject { [orderBy] = settings.Text("order") == "asc" ? "asc" : "desc" },
        };
        if (settings.Number("min_doc_count") is { } least)
        {
            terms["min_doc_count"] = least;
        }

        if (settings.Text("missing") is { Length: > 0 } missing)
        {
            terms["missing"] = missing;
        }

        return terms;
    }
}
