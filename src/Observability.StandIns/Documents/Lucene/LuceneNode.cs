namespace Observability.StandIns.Documents.Lucene;

/// <summary>A part of a query string.</summary>
internal abstract record LuceneNode;
