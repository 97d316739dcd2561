using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.Queries.Elasticsearch;

/// <summary>
/// Queries an Elasticsearch as Grafana's data source does: Lucene and groups by <c>_msearch</c>
/// (https://www.elastic.co/guide/en/elasticsearch/reference/current/search-multi-search.html).
/// </summary>
internal sealed partial class ElasticsearchEngine(StoreClient client) : IQueryEngine
{
    /// <inheritdoc />
    public string Type => "elasticsearch";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Frame>> QueryAsync(StoreQuery query, CancellationToken cancellationToken)
    {
        if (query.Model.Text("queryType") is { Length: > 0 } language and not "lucene")
        {
            throw QueryException.NotSupported($"Elasticsearch queries in {language}");
        }

        var request = new SearchRequest(query);
        var settings = query.Source.Settings;
        var index = settings.Text("index") is { Length: > 0 } named ? named : query.Source.Database;
        var header = new JsonObject
        {
            ["ignore_unavailable"] = true,
            ["index"] = IndexPattern.Expand(
                index, settings.Text("interval"), DateTimeOffset.FromUnixTimeMilliseconds(query.From),
                    DateTimeOffset.FromUnixTimeMilliseconds(query.To)),
            ["search_type"] = "query_then_fetch",
        };
        var body = request.Create().ToJsonString();
        var concurrency = settings.Number("maxConcurrentShardRequests") is { } shards and > 0 ? (int)shards : 5;
        var answer = await client.PostJsonAsync(
            query.Source,
            FormattableString.Invariant($"_msearch?max_concurrent_shard_requests={concurrency}"),
            $"{header.ToJsonString()}\n{body}\n",
            "application/x-ndjson",
            cancellationToken).ConfigureAwait(false);
        var found = answer.Maps("responses")
            .FirstOrDefault() ?? throw new QueryException($"{query.Source.Name} has no answer", 502, isStoresFault: true);
        if (found["error"] is { } error)
        {
            var reason = error.Maps("root_cause").FirstOrDefault().Text("reason") ?? error.Text("reason") ?? error.Text();
            throw new QueryException($"{query.Source.Name}: {reason ?? "it refuses the query"}", (int)(found.Number("status") ?? 400),
                isStoresFault: true);
        }

        return request.Documents is not null
            ? [SearchHits.Read(found, request, settings, body)]
            : found.Map("aggregations") is { } aggregations ? new SearchAnswer(request, query.Model.Text("alias"), body).Read(aggregations)
                : [];
    }

    /// <inheritdoc />
    public async Task<string> CheckAsync(DataSourceDefinition source, CancellationToken cancellationToken)
    {
        var health = await client.GetJsonAsync(source, "_cluster/health", cancellationToken).ConfigureAwait(false);
        return health.Text("status") == "red"
            ? throw new QueryException("Elasticsearch data source is not healthy", isStoresFault: true)
            : "Elasticsearch data source is healthy.";
    }

    /// <inheritdoc />
    public bool IsReadOnly(string method, string path) => method == "POST" ? path == "_msearch" : method == "GET" && Reads().IsMatch(path);

    [GeneratedRegex(@"^([^/_.][^/]*/)?(_mapping|_field_caps)$|^_cluster/health$")]
    private static partial Regex Reads();
}
