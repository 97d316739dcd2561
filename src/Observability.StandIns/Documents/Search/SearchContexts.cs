using System.Collections.Concurrent;
using System.Security.Cryptography;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Indices;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Search;

/// <summary>The points in time and the scrolls that are open.</summary>
internal sealed class SearchContexts(TimeProvider clock)
{
    // As search.max_open_scroll_context.
    private const int MostContexts = 500;
    private static readonly TimeSpan s_longestLife = TimeSpan.FromDays(1);
    private readonly ConcurrentDictionary<string, SearchContext> _contexts = new(StringComparer.Ordinal);

    /// <summary>Opens one.</summary>
    /// <exception cref="ApiException">There are too many, or it would live too long.</exception>
    public SearchContext Open(IReadOnlyList<(DocumentIndex Index, Snapshot Snapshot)> indices, SearchRequest? search, TimeSpan life)
    {
        RemoveOld();
        if (_contexts.Count >= MostContexts)
        {
            throw new ApiException(
                429, "rejected_execution_exception",
                $"Trying to create too many search contexts. Must be less than or equal to: [{MostContexts}].");
        }

        var context = new SearchContext(
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)).Replace('+', '-').Replace('/', '_'), indices, search);
        _contexts[context.Id] = context;
        Keep(context, life);
        return context;
    }

    /// <summary>Finds one, and lets it live on.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public SearchContext Find(string id, TimeSpan? life)
    {
        RemoveOld();
        if (!_contexts.TryGetValue(id, out var context))
        {
            throw new ApiException(
                404, "search_context_missing_exception", $"No search context found for id [{(id.Length > 64 ? id[..64] + "…" : id)}]");
        }

        if (life is { } longer)
        {
            Keep(context, longer);
        }

        return context;
    }

    /// <summary>Closes one; false where there is none.</summary>
    public bool Close(string id) => _contexts.TryRemove(id, out _);

    /// <summary>Closes every scroll and returns how many there were.</summary>
    public int CloseScrolls() => _contexts.Values.Where(context => context.Search is not null).Count(context => Close(context.Id));

    private void Keep(SearchContext context, TimeSpan life)
    {
        if (life > s_longestLife)
        {
            throw ApiErrors.IllegalArgument(
                $"Keep alive for request ({life.TotalMilliseconds}ms) is too large. It must be less than (1d). This limit can be set by "
                + "changing the [search.max_keep_alive] cluster level setting.");
        }

        context.Ends = clock.GetTimestamp() + (long)(life.TotalSeconds * clock.TimestampFrequency);
    }

    private void RemoveOld()
    {
        var now = clock.GetTimestamp();
        foreach (var context in _contexts.Values.Where(context => context.Ends < now))
        {
            _contexts.TryRemove(context.Id, out _);
        }
    }
}
