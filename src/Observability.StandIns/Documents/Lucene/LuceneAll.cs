namespace Observability.StandIns.Documents.Lucene;

/// <summary>Everything.</summary>
internal sealed record LuceneAll : LuceneNode;
