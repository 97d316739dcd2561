namespace Observability.StandIns.Documents.Lucene;

/// <summary>A word, a phrase or a pattern in a field.</summary>
/// <param name="Field">Name or pattern of the field; null where none is named.</param>
/// <param name="Kind">What the text is.</param>
/// <param name="Text">The text: of a word or a phrase without escapes, else as it was written.</param>
internal sealed record LuceneText(string? Field, LuceneTextKind Kind, string Text) : LuceneNode;
