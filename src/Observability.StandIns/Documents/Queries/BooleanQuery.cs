namespace Observability.StandIns.Documents.Queries;

/// <summary>All of some queries, some of others, none of a third group.</summary>
internal sealed class BooleanQuery(IReadOnlyList<Query> must, IReadOnlyList<Query> should, IReadOnlyList<Query> mustNot, Func<int, int> least) : Query
{
    /// <inheritdoc/>
    public override Matcher Compile(IndexScope scope) => BooleanMatcher.Create(
        must.Select(query => query.Compile(scope)).ToList(),
        should.Select(query => query.Compile(scope)).ToList(),
        mustNot.Select(query => query.Compile(scope)).ToList(),
        least(should.Count));

    /// <inheritdoc/>
    public override void AddSought(ICollection<SoughtText> sought)
    {
        foreach (var query in must.Concat(should))
        {
            query.AddSought(sought);
        }
    }
}
