namespace Observability.StandIns.Documents.Lucene;

/// <summary>A query string cannot be parsed.</summary>
/// <param name="message">What is wrong, and at which column.</param>
internal sealed class LuceneSyntaxException(string message) : Exception(message);
