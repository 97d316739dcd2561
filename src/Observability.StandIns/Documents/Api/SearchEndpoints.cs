using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Indices;
using Observability.StandIns.Documents.Queries;
using Observability.StandIns.Documents.Search;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Api;

/// <summary>Searches: one, several, page by page; and counts.</summary>
internal sealed class SearchEndpoints(Node node)
{
    private const string SearchAction = "indices:data/read/search";
    private const int MostSearches = 1000;
    private static readonly SortCriterion s_shardOrder = new("_shard_doc", false);

    /// <summary>Adds the routes.</summary>
    public void Map(Router router)
    {
        router.Map("GET|POST", SearchAsync, "_search", "{index}/_search");
        router.Map("GET|POST", SearchManyAsync, "_msearch", "{index}/_msearch");
        router.Map("GET|POST", ScrollAsync, "_search/scroll", "_search/scroll/{id}");
        router.Map("DELETE", CloseScroll, "_search/scroll", "_search/scroll/{id}");
        router.Map("POST", OpenPointInTime, "{index}/_pit");
        router.Map("DELETE", ClosePointInTime, "_pit");
        router.Map("GET|POST", Count, "_count", "{index}/_count");
    }

    private async Task<ApiResponse> SearchAsync(ApiRequest request)
    {
        var selection = IndexSelection.Read(request);
        request.RequireNames(SearchAction, request.Part("index"));
        var search = SearchRequest.Read(request, request.Json());
        var scroll = request.Duration("scroll");
        var asNumber = request.Flag("rest_total_hits_as_int");
        request.CheckParameters();
        if (search.PointInTime is { } pit)
        {
            return await SearchPointInTimeAsync(request, search, pit);
        }

        var indices = Select(request, request.Part("index"), selection);
        if (scroll is not { } life)
        {
            var result = await node.Executor.SearchAsync(search, indices, null, request.Aborted);
            return Answer(result, asNumber);
        }

        if (search.From > 0 || search.Size == 0 || search.SearchAfter is not null)
        {
            throw new ApiException(
                400, "action_request_validation_exception",
                "Validation Failed: 1: a scroll cannot have [from], [search_after] or a [size] of 0;");
        }

        var context = node.Contexts.Open(indices, search with { TotalUpTo = null }, life);
        var page = await node.Executor.SearchAsync(context.Search!, indices, null, request.Aborted);
        context.Last = page.Hits.Count > 0 ? page.Hits[^1] : null;
        return Answer(page, asNumber, ("_scroll_id", context.Id));
    }

    private async Task<ApiResponse> SearchPointInTimeAsync(ApiRequest request, SearchRequest search, string id)
    {
        if (request.Part("index") is not null)
        {
            throw new ApiException(
                400, "action_request_validation_exception",
                "Validation Failed: 1: [indices] cannot be used with point in time. Do not specify any index with point in time.;");
        }

        var context = node.Contexts.Find(id, null);
        request.Require(SearchAction, context.Indices.Select(entry => entry.Index.Name));

        // With a point in time every order ends with that of the documents, so that none is passed over.
        var sort = search.Sort is { Count: > 0 } given && !given.Any(
            criterion => criterion.Field == "_shard_doc") ? [.. given, s_shardOrder] : search.Sort;
        var result = await node.Executor.SearchAsync(search with { Sort = sort }, context.Indices, null, request.Aborted);
        return Answer(result, false, ("pit_id", id));
    }

    private async Task<ApiResponse> SearchManyAsync(ApiRequest request)
    {
        request.Ignore(
            "max_concurrent_searches", "max_concurrent_shard_requests", "pre_filter_shard_size", "search_type", "typed_keys",
            "ccs_minimize_roundtrips", "include_named_queries_score");
        var asNumber = request.Flag("rest_total_hits_as_int");
        var selection = IndexSelection.Read(request);
        request.CheckParameters();
        var started = node.Clock.GetTimestamp();
        var answers = new List<(SearchResult? Result, ApiException? Error)>();
        foreach (var (header, body) in SplitSearches(request.Body))
        {
            try
            {
                answers.Add((await SearchOneAsync(request, header, body, selection), null));
            }
            catch (ApiException error)
            {
                answers.Add((null, error));
            }
        }

        var took = (long)node.Clock.GetElapsedTime(started).TotalMilliseconds;
        return ApiResponse.Json(writer => WriteMany(writer, answers, took, asNumber));
    }

    private static void WriteMany(
        Utf8JsonWriter writer, List<(SearchResult? Result, ApiException? Error)> answers, long took, bool asNumber)
    {
        writer.WriteStartObject();
        writer.WriteNumber("took", took);
        writer.WriteStartArray("responses");
        foreach (var (result, error) in answers)
        {
            if (result is not null)
            {
                result.Write(writer, asNumber, status: 200);
            }
            else
            {
                error!.ToBody().WriteTo(writer);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private async Task<SearchResult> SearchOneAsync(
        ApiRequest request, ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> body, IndexSelection selection)
    {
        var index = request.Part("index");
        foreach (var property in ApiRequest.ParseObject(header).EnumerateObject())
        {
            switch (property.Name)
            {
                case "index" or "indices":
                    index = string.Join(',', property.Value.Items().Select(item => item.Text("index")));
                    break;
                case "ignore_unavailable":
                    selection = selection with { IgnoreUnavailable = property.Value.Flag(property.Name) };
                    break;
                case "allow_no_indices":
                    selection = selection with { AllowNone = property.Value.Flag(property.Name) };
                    break;
                case "expand_wildcards":
                    selection = selection with { IncludesHidden = property.Value.Items().Any(
                        item => item.ToString().Split(',').Any(value => value is "all" or "hidden")) };
                    break;
                case "search_type" or "preference" or "routing" or "request_cache" or "ccs_minimize_roundtrips" or "allow_partial_search_results" or "ignore_throttled":
                    break;
                default:
                    throw ApiErrors.IllegalArgument($"key [{property.Name}] is not supported in the metadata section");
            }
        }

        var search = SearchRequest.Read(ApiRequest.ParseObject(body));
        if (search.PointInTime is not null)
        {
            throw ApiErrors.NotSupported("_msearch with [pit]");
        }

        return await node.Executor.SearchAsync(search, Select(request, index, selection), null, request.Aborted);
    }

    private static List<(ReadOnlyMemory<byte> Header, ReadOnlyMemory<byte> Body)> SplitSearches(ReadOnlyMemory<byte> text)
    {
        if (text.IsEmpty)
        {
            throw new ApiException(400, "parse_exception", "request body or source parameter is required");
        }

        var lines = new List<ReadOnlyMemory<byte>>();
        while (!text.IsEmpty && lines.Count <= 2 * MostSearches)
        {
            var end = text.Span.IndexOf((byte)'\n');
            lines.Add(end < 0 ? text : text[..end]);
            text = end < 0 ? default : text[(end + 1)..];
        }

        // A header may be empty; a line after the last search is none.
        while (lines.Count > 0 && lines.Count % 2 == 1 && lines[^1].Span.Trim(" \t\r"u8).IsEmpty)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        if (lines.Count == 0 || lines.Count % 2 == 1 || lines.Count > 2 * MostSearches)
        {
            throw lines.Count > 2 * MostSearches
                ? ApiErrors.IllegalArgument($"there are more than {MostSearches} searches in one request")
                : new ApiException(
                    400, "action_request_validation_exception", "Validation Failed: 1: no requests added, or a header without a search;");
        }

        return [.. Enumerable.Range(0, lines.Count / 2).Select(i => (lines[2 * i], lines[(2 * i) + 1]))];
    }

    private async Task<ApiResponse> ScrollAsync(ApiRequest request)
    {
        var asNumber = request.Flag("rest_total_hits_as_int");
        var body = request.Json();
        var id = request.Part("id") ?? request.Text("scroll_id") ?? (
            body.TryGet("scroll_id", out var given) ? given.Text("scroll_id") : null)
            ?? throw new ApiException(400, "action_request_validation_exception", "Validation Failed: 1: scrollId is missing;");
        var life = request.Duration("scroll") ?? (body.TryGet("scroll", out var text) && Configuration.TimeValue.TryParse(
            text.Text("scroll"), out var milliseconds) && milliseconds >= 0
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null);
        request.CheckParameters();
        var context = node.Contexts.Find(id, life);
        request.Require(SearchAction, context.Indices.Select(entry => entry.Index.Name));
        if (context.Search is not { } search)
        {
            throw ApiErrors.IllegalArgument("this is no scroll");
        }

        if (context.Last is not { } last)
        {
            search = search with { Size = 0 };
            last = new Hit(int.MaxValue, int.MaxValue, []);
        }

        var page = await node.Executor.SearchAsync(search with { Aggregations = null }, context.Indices, last, request.Aborted);
        context.Last = page.Hits.Count > 0 ? page.Hits[^1] : null;
        return Answer(page, asNumber, ("_scroll_id", id));
    }

    private ApiResponse CloseScroll(ApiRequest request)
    {
        request.CheckParameters();
        var body = request.Json();
        IEnumerable<string> ids = request.Part("id") is { } one ? one.Split(',')
            : body.TryGet("scroll_id", out var given) ? given.Items().Select(item => item.Text("scroll_id")) : [];
        var list = ids.ToList();
        var count = list is ["_all"] ? node.Contexts.CloseScrolls() : list.Count(node.Contexts.Close);
        return ApiResponse.Json(new JsonObject { ["succeeded"] = true, ["num_freed"] = count }, count > 0 ? 200 : 404);
    }

    private ApiResponse OpenPointInTime(ApiRequest request)
    {
        request.Ignore("preference", "routing", "allow_partial_search_results", "max_concurrent_shard_requests");
        var selection = IndexSelection.Read(request);
        var life = request.Duration("keep_alive") ?? throw new ApiException(
            400, "action_request_validation_exception", "Validation Failed: 1: [keep_alive] is not specified;");
        request.CheckParameters();
        if (!request.Body.IsEmpty && request.Json().EnumerateObject().Any())
        {
            throw ApiErrors.NotSupported("points in time with an [index_filter]");
        }

        var indices = Select(request, request.Part("index"), selection);
        var context = node.Contexts.Open(indices, null, life);
        return ApiResponse.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("id", context.Id);
            SearchResult.WriteShards(writer, indices.Sum(entry => entry.Index.Settings.Shards));
            writer.WriteEndObject();
        });
    }

    private ApiResponse ClosePointInTime(ApiRequest request)
    {
        request.CheckParameters();
        var body = request.Json();
        var id = body.TryGet("id", out var given) ? given.Text("id") : throw ApiErrors.Parsing("Required [id]");
        var isClosed = node.Contexts.Close(id);
        return ApiResponse.Json(new JsonObject { ["succeeded"] = isClosed, ["num_freed"] = isClosed ? 1 : 0 }, isClosed ? 200 : 404);
    }

    private ApiResponse Count(ApiRequest request)
    {
        request.Ignore("preference", "routing", "analyze_wildcard", "analyzer", "terminate_after");
        var selection = IndexSelection.Read(request);
        var query = request.Text("q") is { } text ? SearchRequest.ReadText(request, text) : null;
        request.CheckParameters();
        foreach (var property in request.Json().EnumerateObject())
        {
            query = property.Name == "query" ? QueryParser.Parse(property.Value) : throw ApiErrors.Parsing(
                $"request does not support [{property.Name}]");
        }

        var indices = Select(request, request.Part("index"), selection);
        var count = CountIn(query ?? new ConstantQuery(true), indices, request.Aborted);
        return ApiResponse.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("count", count);
            SearchResult.WriteShards(writer, indices.Sum(entry => entry.Index.Settings.Shards));
            writer.WriteEndObject();
        });
    }

    private long CountIn(Query query, IReadOnlyList<(DocumentIndex Index, Snapshot Snapshot)> indices, CancellationToken cancellationToken)
    {
        try
        {
            return node.Executor.Count(query, indices, cancellationToken);
        }
        catch (SearchTimeoutException)
        {
            throw ApiErrors.Shard("timeout_exception", $"the count took more than {SearchBudget.LongestTime.TotalSeconds} s", 503);
        }
    }

    private List<(DocumentIndex Index, Snapshot Snapshot)> Select(ApiRequest request, string? expression, IndexSelection selection)
    {
        request.RequireNames(SearchAction, expression);
        var indices = node.Catalog.Resolve(expression, selection);
        request.Require(SearchAction, indices.Select(index => index.Name));

        return [.. indices.Select(index => (index, index.Read()))];
    }

    private static ApiResponse Answer(SearchResult result, bool asNumber, (string, string)? context = null) =>
        ApiResponse.Json(writer => result.Write(writer, asNumber, context));
}
