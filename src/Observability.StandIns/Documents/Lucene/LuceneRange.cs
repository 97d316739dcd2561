using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Lucene;

/// <summary>A range in a field.</summary>
/// <param name="Field">Name or pattern of the field; null where none is named.</param>
/// <param name="Range">The range.</param>
internal sealed record LuceneRange(string? Field, ValueRange Range) : LuceneNode;
