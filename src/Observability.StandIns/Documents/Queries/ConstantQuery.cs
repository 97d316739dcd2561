namespace Observability.StandIns.Documents.Queries;

/// <summary>Every document, or none.</summary>
internal sealed class ConstantQuery(bool isAll) : Query
{
    /// <inheritdoc/>
    public override Matcher Compile(IndexScope scope) => isAll ? Matcher.All : Matcher.None;
}
