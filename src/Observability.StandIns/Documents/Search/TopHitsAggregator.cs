using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Aggregations;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Queries;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Search;

/// <summary>top_hits: the first documents of each bucket.</summary>
internal sealed class TopHitsAggregator : Aggregator
{
    private const int MostHits = 100;
    private readonly SearchRequest _search;
    private readonly ChunkCache _chunks;
    private readonly List<(HitCollector Collector, long Count)?> _collectors = [];
    private readonly List<IndexScope> _scopes = [];

    /// <summary>Makes one.</summary>
    /// <exception cref="ApiException">It has a mistake, or is not supported.</exception>
    public TopHitsAggregator(JsonElement body, ChunkCache chunks)
    {
        _chunks = chunks;
        _search = SearchRequest.Read(body) with { Aggregations = null };
        if (!body.TryGet("size", out _))
        {
            _search = _search with { Size = 3 };
        }

        if (_search.From < 0 || _search.Size < 0 || (long)_search.From + _search.Size > MostHits)
        {
            throw ApiErrors.IllegalArgument(
                $"Top hits result window is too large, the top hits aggregator's from + size must be less than or equal to: [{MostHits}] "
                + $"but was [{(long)_search.From + _search.Size}]. This limit can be set by changing the [index.max_inner_result_window] "
                + "index level setting.");
        }
    }

    /// <inheritdoc/>
    public override void Begin(IndexScope scope)
    {
        _scopes.Add(scope);
        foreach (var entry in _collectors)
        {
            entry?.Collector.Begin(scope, _scopes.Count - 1);
        }
    }

    /// <inheritdoc/>
    public override void Collect(int block, int limit, ReadOnlySpan<ushort> documents, ReadOnlySpan<int> owners)
    {
        for (var i = 0; i < documents.Length; i++)
        {
            while (_collectors.Count <= owners[i])
            {
                _collectors.Add(null);
            }

            var (collector, count) = _collectors[owners[i]] ?? (Create(), 0);
            collector.Collect(block, limit, documents.Slice(i, 1));
            _collectors[owners[i]] = (collector, count + 1);
        }
    }

    /// <inheritdoc/>
    public override JsonObject Build(int owner)
    {
        var entry = owner < _collectors.Count ? _collectors[owner] : null;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            var collector = entry?.Collector ?? Create();
            var hits = new HitWriter(_search, _scopes, collector, _chunks);
            new SearchResult
            {
                Hits = [
                    .. collector.Finish().Skip(_search.From)], WriteHit = hits.Write, Total = entry?.Count ?? 0, IsSorted = _search.Sort is not null,
            }.Write(writer);
        }

        var result = JsonNode.Parse(buffer.WrittenSpan)!.AsObject();
        var found = result["hits"]!;
        result.Remove("hits");
        return new JsonObject { ["hits"] = found };
    }

    private HitCollector Create()
    {
        var collector = new HitCollector(_search.Sort ?? [], _search.From + _search.Size, null);
        if (_scopes.Count > 0)
        {
            collector.Begin(_scopes[^1], _scopes.Count - 1);
        }

        return collector;
    }
}
