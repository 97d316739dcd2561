namespace Observability.StandIns.Documents.Queries;

/// <summary>A search has taken its time; the answer has what was found until then.</summary>
internal sealed class SearchTimeoutException : Exception;
