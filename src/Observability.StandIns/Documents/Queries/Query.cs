namespace Observability.StandIns.Documents.Queries;

/// <summary>
/// A question which documents fit
/// (https://www.elastic.co/docs/explore-analyze/query-filter/languages/querydsl). Every document that fits is as good as another: there are no
/// scores.
/// </summary>
internal abstract class Query
{
    /// <summary>Finds what fits in one index.</summary>
    /// <exception cref="Http.ApiException">The query does not suit the index.</exception>
    public abstract Matcher Compile(IndexScope scope);

    /// <summary>Adds the texts that are looked for, to be marked in the documents that are found.</summary>
    public virtual void AddSought(ICollection<SoughtText> sought)
    {
    }
}
