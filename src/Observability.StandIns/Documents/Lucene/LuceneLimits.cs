using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Lucene;

/// <summary>How much a query string may hold, in either of its languages.</summary>
internal static class LuceneLimits
{
    /// <summary>Parentheses in each other.</summary>
    public const int Deepest = 50;

    private const int MostClauses = 4096;

    /// <summary>Refuses too many clauses.</summary>
    /// <exception cref="ApiException">There are more than may be.</exception>
    public static void CheckClauses(int count)
    {
        if (count > MostClauses)
        {
            throw ApiErrors.Shard("too_many_clauses", $"maxClauseCount is set to {MostClauses}");
        }
    }
}
