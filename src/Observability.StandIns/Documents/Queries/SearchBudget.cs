using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Queries;

/// <summary>What one search may cost: its time, its buckets and their memory.</summary>
/// <param name="clock">Tells the time.</param>
/// <param name="longest">Longest time.</param>
/// <param name="cancellationToken">Is cancelled when nobody waits for the answer any more.</param>
internal sealed class SearchBudget(TimeProvider clock, TimeSpan longest, CancellationToken cancellationToken)
{
    /// <summary>Longest time that a search takes, whatever the client says (<c>search.default_search_timeout</c>, which the server leaves open).</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(30);

    /// <summary>Most buckets of an answer (<c>search.max_buckets</c>).</summary>
    public const int MostBuckets = 65_536;

    private const long MostBytes = 256L << 20;
    private const int ChecksBetweenLooks = 256;
    private readonly long _started = clock.GetTimestamp();
    private int _checks;
    private long _bytes;

    /// <summary>Time since the beginning.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_started);

    /// <summary>Most buckets; a cluster setting can lower it.</summary>
    public int BucketLimit { get; init; } = MostBuckets;

    /// <summary>Buckets so far.</summary>
    public int Buckets { get; private set; }

    /// <summary>Looks at the clock, every so many calls.</summary>
    /// <exception cref="SearchTimeoutException">The time is over.</exception>
    public void Check()
    {
        if (++_checks % ChecksBetweenLooks == 0)
        {
            Look();
        }
    }

    /// <summary>Looks at the clock.</summary>
    /// <exception cref="SearchTimeoutException">The time is over.</exception>
    public void Look()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Elapsed > longest)
        {
            throw new SearchTimeoutException();
        }
    }

    /// <summary>Takes buckets of the answer.</summary>
    /// <exception cref="ApiException">There would be too many.</exception>
    public void TakeBuckets(int count)
    {
        Buckets += count;
        if (Buckets > BucketLimit)
        {
            throw ApiErrors.Shard(
                "too_many_buckets_exception",
                $"Trying to create too many buckets. Must be less than or equal to: [{BucketLimit}] but this number of buckets was exceeded. This limit can be set by changing the [search.max_buckets] cluster level setting.");
        }
    }

    /// <summary>Takes memory.</summary>
    /// <exception cref="ApiException">There would be too much.</exception>
    public void TakeBytes(long count, string what)
    {
        _bytes += count;
        if (_bytes > MostBytes)
        {
            throw ApiErrors.Shard(
                "circuit_breaking_exception",
                $"[request] Data too large, data for [{what}] would be [{_bytes}b], which is larger than the limit of [{MostBytes}b]", 429);
        }
    }
}
