namespace Observability.StandIns.Documents.Lucene;

/// <summary>Whatever has a value in a field.</summary>
/// <param name="Field">Name or pattern of the field.</param>
internal sealed record LuceneExists(string Field) : LuceneNode;
