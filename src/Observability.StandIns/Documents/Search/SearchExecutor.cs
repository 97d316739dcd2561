using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Aggregations;
using Observability.StandIns.Documents.Columns;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Indices;
using Observability.StandIns.Documents.Mapping;
using Observability.StandIns.Documents.Queries;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Search;

/// <summary>Searches indices, as many searches at a time as there are processors.</summary>
internal sealed class SearchExecutor(ChunkCache chunks, TimeProvider clock) : IDisposable
{
    // As thread_pool.search.queue_size.
    private const int MostWaiting = 1000;
    private readonly SemaphoreSlim _running = new(Environment.ProcessorCount, Environment.ProcessorCount);
    private int _waiting;

    /// <summary>Most buckets of an answer (<c>search.max_buckets</c>).</summary>
    public int MostBuckets { get; set; } = SearchBudget.MostBuckets;

    /// <summary>Searches.</summary>
    /// <param name="search">What for.</param>
    /// <param name="indices">The indices, each at one moment.</param>
    /// <param name="after">Only hits after this; null is all.</param>
    /// <param name="cancellationToken">Is cancelled when nobody waits for the answer any more.</param>
    /// <exception cref="ApiException">The search does not suit the indices, or costs too much.</exception>
    public async Task<SearchResult> SearchAsync(
        SearchRequest search, IReadOnlyList<(DocumentIndex Index, Snapshot Snapshot)> indices, Hit? after, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            throw new ApiException(429, "es_rejected_execution_exception", $"rejected execution of a search: {MostWaiting} are waiting");
        }

        try
        {
            await _running.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return Search(search, indices, after, cancellationToken);
        }
        finally
        {
            _running.Release();
        }
    }

    /// <summary>How many documents fit.</summary>
    public long Count(Query query, IReadOnlyList<(DocumentIndex Index, Snapshot Snapshot)> indices, CancellationToken cancellationToken)
    {
        var budget = new SearchBudget(clock, SearchBudget.LongestTime, cancellationToken);
        long count = 0;
        foreach (var (index, snapshot) in indices)
        {
            var scope = new IndexScope(index, snapshot, clock.GetUtcNow().ToUnixTimeMilliseconds(), budget);
            var matcher = query.Compile(scope);
            var set = new ulong[Block.Words];
            for (var block = 0; block < snapshot.BlockCount; block++)
            {
                budget.Look();
                count += Match(matcher, snapshot, block, set);
            }
        }

        return count;
    }

    /// <inheritdoc/>
    public void Dispose() => _running.Dispose();

    private SearchResult Search(
        SearchRequest search, IReadOnlyList<(DocumentIndex Index, Snapshot Snapshot)> indices, Hit? after,
        CancellationToken cancellationToken)
    {
        CheckWindow(search, indices);
        var longest = search.Timeout is { } given && given < SearchBudget.LongestTime ? given : SearchBudget.LongestTime;
        var budget = new SearchBudget(clock, longest, cancellationToken) { BucketLimit = MostBuckets };
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        List<IndexScope> scopes = [.. indices.Select(entry => new IndexScope(entry.Index, entry.Snapshot, now, budget))];
        var criteria = search.Sort ?? [];
        var collector = new HitCollector(criteria, search.From + search.Size, after ?? ReadAfter(search, scopes));
        var aggregations = new AggregationParser(now, budget, body => new TopHitsAggregator(body, chunks)).Parse(search.Aggregations);
        var (total, timedOut) = Run(search, scopes, collector, search.Aggregations is null ? null : aggregations);
        JsonObject? results = null;
        if (search.Aggregations is not null)
        {
            timedOut |= !TryAddResults(aggregations, results = []);
        }

        var threshold = search.TotalUpTo;
        var isAtLeast = threshold >= 0 && total > threshold;
        var writer = new HitWriter(search, scopes, collector, chunks);
        return new SearchResult
        {
            TookMilliseconds = (long)budget.Elapsed.TotalMilliseconds,
            TimedOut = timedOut,
            Shards = indices.Sum(entry => entry.Index.Settings.Shards),
            Total = threshold < 0 ? null : isAtLeast ? threshold : total,
            IsAtLeast = isAtLeast,
            IsSorted = search.Sort is not null && !search.Sort.Any(criterion => criterion.Field == "_score"),
            Hits = [.. collector.Finish().Skip(search.From)],
            WriteHit = writer.Write,
            Aggregations = results,
        };
    }

    private static (long Total, bool TimedOut) Run(
        SearchRequest search, List<IndexScope> scopes, HitCollector collector, Subordinates? aggregations)
    {
        long total = 0;
        var set = new ulong[Block.Words];
        var documents = new ushort[Block.Size];
        var owners = new int[Block.Size];
        try
        {
            // What does not suit an index is known before another is searched; so are the kinds of what hits are ordered by.
            for (var i = 0; i < scopes.Count; i++)
            {
                collector.Begin(scopes[i], i);
            }

            for (var i = 0; i < scopes.Count; i++)
            {
                var scope = scopes[i];
                var matcher = search.Query.Compile(scope);
                var filter = search.PostFilter?.Compile(scope);
                collector.Begin(scope, i);
                aggregations?.Begin(scope);
                for (var turn = 0; turn < scope.Snapshot.BlockCount; turn++)
                {
                    // Whoever wants the last first finds it among the last, and need not keep what is passed over at once.
                    var block = search.Sort is [{ IsDescending: true }, ..] ? scope.Snapshot.BlockCount - 1 - turn : turn;
                    scope.Budget.Look();
                    var limit = scope.Snapshot.CountIn(block);
                    var count = Match(matcher, scope.Snapshot, block, set);
                    if (count > 0 && aggregations is not null)
                    {
                        Bits.List(set, documents);
                        aggregations.Collect(block, limit, documents.AsSpan(0, count), owners.AsSpan(0, count));
                    }

                    if (count > 0 && filter is not null)
                    {
                        count = Narrow(filter, block, limit, set);
                    }

                    total += count;
                    if (count > 0 && search.Size > 0)
                    {
                        Bits.List(set, documents);
                        collector.Collect(block, limit, documents.AsSpan(0, count));
                    }
                }
            }

            return (total, false);
        }
        catch (SearchTimeoutException)
        {
            return (total, true);
        }
    }

    // Many buckets take their time also without a document in them.
    private static bool TryAddResults(Subordinates aggregations, JsonObject results)
    {
        try
        {
            aggregations.AddResults(results, 0);
            return true;
        }
        catch (SearchTimeoutException)
        {
            return false;
        }
    }

    private static int Match(Matcher matcher, Snapshot snapshot, int block, ulong[] set)
    {
        Array.Clear(set);
        matcher.Match(block, snapshot.CountIn(block), set);
        if (snapshot.Gone[block] is { } gone)
        {
            Bits.AndNot(set, gone);
        }

        return Bits.Count(set);
    }

    private static int Narrow(Matcher filter, int block, int limit, ulong[] set)
    {
        Span<ulong> other = stackalloc ulong[Block.Words];
        filter.Match(block, limit, other);
        Bits.And(set, other);
        return Bits.Count(set);
    }

    private static void CheckWindow(SearchRequest search, IReadOnlyList<(DocumentIndex Index, Snapshot Snapshot)> indices)
    {
        if (search.From < 0 || search.Size < 0)
        {
            throw ApiErrors.IllegalArgument(search.From < 0 ? $"[from] parameter cannot be negative but was [{search.From}]" : $"[size] parameter cannot be negative, found [{search.Size}]");
        }

        foreach (var (index, _) in indices)
        {
            var window = (long)search.From + search.Size;
            if (window > index.Settings.LargestWindow)
            {
                throw ApiErrors.Shard(
                    "illegal_argument_exception",
                    $"Result window is too large, from + size must be less than or equal to: [{index.Settings.LargestWindow}] but was [{window}]. See the scroll api for a more efficient way to request large data sets. This limit can be set by changing the [index.max_result_window] index level setting.");
            }
        }
    }

    private static Hit? ReadAfter(SearchRequest search, List<IndexScope> scopes)
    {
        if (search.SearchAfter is not { } values)
        {
            return null;
        }

        var criteria = search.Sort ?? [];
        if (criteria.Count == 0)
        {
            throw ApiErrors.Shard("illegal_argument_exception", "Sort must contain at least one field.");
        }

        if (values.Count != criteria.Count)
        {
            throw ApiErrors.Shard("illegal_argument_exception", $"search_after has {values.Count} value(s) but sort has {criteria.Count}.");
        }

        if (search.From > 0)
        {
            throw new ApiException(
                400, "action_request_validation_exception",
                "Validation Failed: 1: `from` parameter must be set to 0 when `search_after` is used;");
        }

        var read = criteria.Select((criterion, i) => HitCollector.ReadAfter(criterion, KindOf(scopes, criterion), values[i])).ToArray();

        // After every document that is equal in all of this.
        return new Hit(int.MaxValue, int.MaxValue, read);
    }

    private static FieldKind? KindOf(List<IndexScope> scopes, SortCriterion criterion)
    {
        var kinds = scopes.Select(scope => scope.Find(criterion.Field)?.Kind).OfType<FieldKind>().ToHashSet();
        return kinds.Contains(FieldKind.Double) ? FieldKind.Double : kinds.Count > 0 ? kinds.First() : null;
    }
}
