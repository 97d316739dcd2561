namespace Observability.StandIns.Documents.Queries;

/// <summary>Documents that have a value in a field, in one of a pattern's, or in one of an object.</summary>
internal sealed class ExistsQuery(string name) : Query
{
    /// <inheritdoc/>
    public override Matcher Compile(IndexScope scope)
    {
        if (name is "_id" or "_index" or "_source" or "_seq_no" or "*")
        {
            return Matcher.All;
        }

        var fields = scope.FindAll(name).ToList();
        if (fields.Count == 0)
        {
            fields = [.. scope.FindAll(name + ".*")];
        }

        return BooleanMatcher.Create([], fields.Select(field => FieldMatchers.Exists(scope, field)), [], 1);
    }
}
