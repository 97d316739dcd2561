using System.Text.Json;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Search;

/// <summary>
/// A search (https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-search).
/// </summary>
internal sealed record SearchRequest
{
    private const int DefaultThreshold = 10_000;

    /// <summary>Hits that are passed over.</summary>
    public int From { get; init; }

    /// <summary>Most hits.</summary>
    public int Size { get; init; } = 10;

    /// <summary>What fits.</summary>
    public Query Query { get; init; } = new ConstantQuery(true);

    /// <summary>What of that are hits; aggregations have all.</summary>
    public Query? PostFilter { get; init; }

    /// <summary>The aggregations.</summary>
    public JsonElement? Aggregations { get; init; }

    /// <summary>The order of the hits; null where they are as good as each other.</summary>
    public IReadOnlyList<SortCriterion>? Sort { get; init; }

    /// <summary>Values of the last hit before the first.</summary>
    public IReadOnlyList<JsonElement>? SearchAfter { get; init; }

    /// <summary>Up to how many are counted; null is all, -1 none.</summary>
    public long? TotalUpTo { get; init; } = DefaultThreshold;

    /// <summary>Which parts of the documents are wanted.</summary>
    public SourceFilter Source { get; init; } = SourceFilter.Everything;

    /// <summary>Fields whose values are wanted, from the documents.</summary>
    public IReadOnlyList<FieldRequest> Fields { get; init; } = [];

    /// <summary>Fields whose values are wanted, from the columns.</summary>
    public IReadOnlyList<FieldRequest> ColumnFields { get; init; } = [];

    /// <summary>What is marked.</summary>
    public JsonElement? Highlight { get; init; }

    /// <summary>True where versions are wanted.</summary>
    public bool HasVersion { get; init; }

    /// <summary>True where the numbers of operations are wanted.</summary>
    public bool HasSequence { get; init; }

    /// <summary>True where identifiers are not wanted.</summary>
    public bool IsBare { get; init; }

    /// <summary>Longest time.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Identifier of a moment that is searched.</summary>
    public string? PointInTime { get; init; }

    /// <summary>Reads the body and the parameters of a request.</summary>
    /// <exception cref="ApiException">Something has a mistake, or is not supported.</exception>
    public static SearchRequest Read(ApiRequest request, JsonElement body)
    {
        request.Ignore(
            "typed_keys", "rest_total_hits_as_int", "request_cache", "preference", "search_type", "max_concurrent_shard_requests", "batched_reduce_size", "pre_filter_shard_size",
            "ccs_minimize_roundtrips", "track_scores", "allow_partial_search_results", "analyze_wildcard", "routing", "stats", "include_named_queries_score", "force_synthetic_source");
        var search = Read(body);
        if (request.Text("q") is { } text)
        {
            search = search with { Query = ReadText(request, text) };
        }

        return search with
        {
            From = request.Number("from") ?? search.From,
            Size = request.Number("size") ?? search.Size,
            Sort = request.Text("sort") is { } sort ? SortCriterion.Parse(sort) : search.Sort,
            Source = SourceFilter.Read(request) ?? search.Source,
            Timeout = request.Duration("timeout") ?? search.Timeout,
            TotalUpTo = request.Text("track_total_hits") is { } total ? ReadTotal(
                JsonSerializer.SerializeToElement(total)) : search.TotalUpTo,
            HasVersion = request.Flag("version", search.HasVersion),
            HasSequence = request.Flag("seq_no_primary_term", search.HasSequence),
            ColumnFields = request.Text("docvalue_fields") is { } fields ? [
                .. fields.Split(',').Select(field => new FieldRequest(field, null))] : search.ColumnFields,
        };
    }

    /// <summary>Reads a body.</summary>
    /// <exception cref="ApiException">It has a mistake, or is not supported.</exception>
    public static SearchRequest Read(JsonElement body)
    {
        var search = new SearchRequest();
        foreach (var property in body.Map("search"))
        {
            search = search.With(property.Name, property.Value);
        }

        return search;
    }

    /// <summary>Reads the parameters of a query string.</summary>
    public static Query ReadText(ApiRequest request, string text) => Lucene.QueryStringParser.Create(text, new Lucene.LuceneOptions
    {
        Fields = request.Text("df") is { } field ? FieldSelection.Parse([field]) : null,
        IsAnd = request.Text("default_operator")?.ToUpperInvariant() == "AND",
        IsLenient = request.Flag("lenient"),
    });

    private SearchRequest With(string name, JsonElement value)
    {
        switch (name)
        {
            case "from":
                return this with { From = (int)Math.Clamp(value.Whole(name), -1, int.MaxValue) };
            case "size":
                return this with { Size = (int)Math.Clamp(value.Whole(name), -1, int.MaxValue) };
            case "query":
                return this with { Query = QueryParser.Parse(value) };
            case "post_filter":
                return this with { PostFilter = QueryParser.Parse(value) };
            case "aggs" or "aggregations":
                return this with { Aggregations = value };
            case "sort":
                return this with { Sort = SortCriterion.Read(value) };
            case "search_after":
                return this with { SearchAfter = [.. value.Items()] };
            case "track_total_hits":
                return this with { TotalUpTo = ReadTotal(value) };
            case "_source":
                return this with { Source = SourceFilter.Read(value) };
            case "fields":
                return this with { Fields = FieldRequest.Read(name, value) };
            case "docvalue_fields":
                return this with { ColumnFields = FieldRequest.Read(name, value) };
            case "stored_fields":
                var wanted = value.Items().Select(item => item.Text(name)).ToList();
                return this with { IsBare = wanted.Contains("_none_"), Source = wanted.Contains("_source") ? Source : SourceFilter.Nothing };
            case "highlight":
                return this with { Highlight = value };
            case "version":
                return this with { HasVersion = value.Flag(name) };
            case "seq_no_primary_term":
                return this with { HasSequence = value.Flag(name) };
            case "timeout":
                return this with
                {
                    Timeout = Configuration.TimeValue.TryParse(value.Text(name), out var milliseconds)
                        ? milliseconds < 0 ? null : TimeSpan.FromMilliseconds(Math.Min(milliseconds, int.MaxValue))
                        : throw ApiErrors.IllegalArgument(
                            $"failed to parse setting [timeout] with value [{value}] as a time value: unit is missing or unrecognized"),
                };
            case "pit":
                return this with { PointInTime = value.TryGet("id", out var id) ? id.Text(name) : throw ApiErrors.Parsing("[pit] requires an [id]") };
            case "track_scores" or "indices_boost" or "stats" or "ext":
                return this;
            case "script_fields" or "runtime_mappings" when value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any():
            case "explain" or "profile" when !value.Flag(name):
            case "terminate_after" or "min_score" when value.ValueKind == JsonValueKind.Number && value.GetDouble() == 0:
                return this;
            case "script_fields" or "runtime_mappings" or "explain" or "profile" or "terminate_after" or "min_score" or "collapse" or "suggest" or "rescore" or "knn" or "slice" or "retriever" or "rank":
                throw ApiErrors.NotSupported($"searches with [{name}]");
            default:
                throw ApiErrors.Parsing($"Unknown key for a {Kind(value)} in [{name}].");
        }
    }

    private static string Kind(JsonElement value) => value.ValueKind switch { JsonValueKind.Object => "START_OBJECT", JsonValueKind.Array => "START_ARRAY", _ => "VALUE" };

    private static long? ReadTotal(JsonElement value) => value.ToString().ToLowerInvariant() switch
    {
        "true" or "" => null,
        "false" => -1,
        _ => value.Whole("track_total_hits", 0),
    };
}
