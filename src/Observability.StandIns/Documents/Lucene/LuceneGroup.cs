namespace Observability.StandIns.Documents.Lucene;

/// <summary>Several parts.</summary>
/// <param name="Clauses">Each with whether it must, should or must not fit.</param>
internal sealed record LuceneGroup(IReadOnlyList<(LuceneOccur Occur, LuceneNode Node)> Clauses) : LuceneNode;
