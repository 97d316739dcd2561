using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>Reads aggregations (https://www.elastic.co/docs/reference/aggregations/).</summary>
internal sealed class AggregationParser(long now, SearchBudget budget, Func<JsonElement, Aggregator> createTopHits)
{
    private const int Deepest = 20;
    private const int MostAggregations = 500;

    private static readonly HashSet<string> s_others = new(StringComparer.Ordinal)
    {
        "adjacency_matrix", "auto_date_histogram", "boxplot", "categorize_text", "children", "composite", "diversified_sampler", "frequent_item_sets", "geo_bounds",
        "geo_centroid", "geo_distance", "geo_line", "geohash_grid", "geohex_grid", "geotile_grid", "global", "ip_prefix", "ip_range", "matrix_stats",
        "median_absolute_deviation", "multi_terms", "nested", "parent", "random_sampler", "rare_terms", "rate", "reverse_nested", "sampler", "scripted_metric",
        "significant_terms", "significant_text", "string_stats", "t_test", "time_series", "variable_width_histogram", "weighted_avg", "cartesian_bounds", "cartesian_centroid",
    };

    private int _count;

    /// <summary>Reads aggregations by their names.</summary>
    /// <exception cref="ApiException">One has a mistake, or is not supported.</exception>
    public Subordinates Parse(JsonElement? map) => Parse(map, 0);

    private Subordinates Parse(JsonElement? map, int depth)
    {
        if (depth > Deepest)
        {
            throw ApiErrors.IllegalArgument($"aggregations are nested deeper than {Deepest}");
        }

        var aggregators = new List<(string, Aggregator, JsonObject?)>();
        var pipelines = new List<Pipeline>();
        foreach (var entry in map?.Map("aggregations") ?? [])
        {
            CheckName(entry.Name);
            var (kind, body, inner, meta) = Split(entry);
            if (PipelineParser.Parse(entry.Name, kind, body) is { } pipeline)
            {
                pipelines.Add(pipeline);
                continue;
            }

            aggregators.Add((entry.Name, Create(kind, body, inner, depth), meta));
        }

        return new Subordinates(aggregators, pipelines);
    }

    private void CheckName(string name)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAny("[]>"))
        {
            throw ApiErrors.Parsing(
                $"Invalid aggregation name [{name}]. Aggregation names can contain any character except '[', ']', and '>'");
        }

        if (++_count > MostAggregations)
        {
            throw ApiErrors.IllegalArgument($"there are more than {MostAggregations} aggregations");
        }
    }

    private static (string Kind, JsonElement Body, JsonElement? Inner, JsonObject? Meta) Split(JsonProperty entry)
    {
        (string? kind, JsonElement body, JsonElement? inner, JsonObject? meta) = (null, default, null, null);
        foreach (var property in entry.Value.Map(entry.Name))
        {
            switch (property.Name)
            {
                case "aggs" or "aggregations":
                    inner = property.Value;
                    break;
                case "meta":
                    meta = JsonNode.Parse(property.Value.GetRawText()) as JsonObject;
                    break;
                case var other when kind is not null:
                    throw ApiErrors.Parsing($"Found two aggregation type definitions in [{entry.Name}]: [{kind}] and [{other}]");
                default:
                    (kind, body) = (property.Name, property.Value);
                    break;
            }
        }

        return kind is null ? throw ApiErrors.Parsing($"Missing definition for aggregation [{entry.Name}]") : (kind, body, inner, meta);
    }

    private Aggregator Create(string kind, JsonElement body, JsonElement? inner, int depth)
    {
        switch (kind)
        {
            case "terms":
                return BucketAggregationParser.Terms(body, Parse(inner, depth + 1), budget);
            case "date_histogram":
                return BucketAggregationParser.DateHistogram(body, now, Parse(inner, depth + 1), budget);
            case "histogram":
                return BucketAggregationParser.Histogram(body, Parse(inner, depth + 1), budget);
            case "range" or "date_range":
                return BucketAggregationParser.Range(kind, body, now, Parse(inner, depth + 1), budget);
            case "filters":
                return BucketAggregationParser.Filters(body, Parse(inner, depth + 1), budget);
            case "filter":
                return new FiltersAggregator([(null, QueryParser.Parse(body))], null, true, Parse(inner, depth + 1), budget);
            case "missing":
                var absent = new BooleanQuery([], [], [new ExistsQuery(Source.Read(kind, body).Name)], static _ => 0);
                return new FiltersAggregator([(null, absent)], null, true, Parse(inner, depth + 1), budget);
        }

        var metric = CreateMetric(kind, body) ?? throw (s_others.Contains(kind)
            ? ApiErrors.NotSupported($"the aggregation [{kind}]")
            : ApiErrors.Parsing($"Unknown aggregation type [{kind}]"));
        return inner is null ? metric
            : throw new ApiException(
                400, "aggregation_initialization_exception", $"Aggregator of type [{kind}] cannot accept sub-aggregations");
    }

    private Aggregator? CreateMetric(string kind, JsonElement body)
    {
        switch (kind)
        {
            case "avg" or "sum" or "min" or "max" or "stats" or "extended_stats" or "value_count":
                var sigma = body.ValueKind == JsonValueKind.Object && body.TryGet("sigma", out var given) ? given.Decimal("sigma") : 2;
                return new StatisticsAggregator(kind, Source.Read(kind, body), sigma);
            case "percentiles" or "percentile_ranks":
                return ReadPercentiles(kind, body);
            case "cardinality":
                return new CardinalityAggregator(Source.Read(kind, body), budget);
            case "top_metrics":
                return ReadTopMetrics(body);
            case "top_hits":
                return createTopHits(body);
            default:
                return null;
        }
    }

    private PercentilesAggregator ReadPercentiles(string kind, JsonElement body)
    {
        var isRanks = kind == "percentile_ranks";
        var source = Source.Read(kind, body);
        IReadOnlyList<double> points = body.TryGet(isRanks ? "values" : "percents", out var list)
            ? [.. list.Items().Select(point => point.Decimal(kind))]
            : isRanks ? throw ApiErrors.Parsing("[values] must not be null: [percentile_ranks]")
            : [1, 5, 25, 50, 75, 95, 99];
        if (points.Count is 0 or > 100 || (!isRanks && points.Any(point => point is < 0 or > 100)))
        {
            throw ApiErrors.IllegalArgument("percents must be from 0 to 100, and at most 100 of them");
        }

        var isKeyed = !body.TryGet("keyed", out var keyed) || keyed.Flag("keyed");
        return new PercentilesAggregator(isRanks, source, points, isKeyed, budget);
    }

    private static TopMetricsAggregator ReadTopMetrics(JsonElement body)
    {
        if (!body.TryGet("metrics", out var metrics) || !body.TryGet("sort", out var sort))
        {
            throw ApiErrors.Parsing("[top_metrics] requires [metrics] and [sort]");
        }

        var size = body.TryGet("size", out var given) ? given.Whole("size", 1, 10) : 1;
        var criteria = sort.Items().ToList();
        if (criteria.Count != 1)
        {
            throw ApiErrors.IllegalArgument("[top_metrics] Only one sort field is supported");
        }

        var (field, isDescending) = criteria[0].ValueKind == JsonValueKind.String
            ? (criteria[0].GetString()!, false)
            : (criteria[0].Single("sort").Name, IsDescending(criteria[0].Single("sort").Value));
        return new TopMetricsAggregator(
            field is "_doc" or "_score" ? null : new Source("top_metrics", field, null),
            isDescending,
            [.. metrics.Items().Select(metric => new Source("top_metrics", metric.TryGet("field", out var name) ? name.Text("field") : throw ApiErrors.Parsing("[top_metrics] requires a [field] of each metric"), null))],
            size);
    }

    private static bool IsDescending(JsonElement order) =>
        (order.ValueKind == JsonValueKind.Object ? order.TryGet("order", out var given) ? given.Text("order") : "asc" : order.Text("order")) == "desc";
}
