namespace Observability.StandIns.Documents.Queries;

/// <summary>Documents of indices whose name fits.</summary>
internal sealed class IndexNameQuery(Func<string, bool> fits) : Query
{
    /// <inheritdoc/>
    public override Matcher Compile(IndexScope scope) =>
        fits(scope.Index.Name) || scope.Index.Aliases.Keys.Any(fits) ? Matcher.All : Matcher.None;
}
