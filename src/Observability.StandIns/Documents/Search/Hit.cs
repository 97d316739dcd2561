namespace Observability.StandIns.Documents.Search;

/// <summary>A document that was found.</summary>
/// <param name="Scope">Place of its index among those that are searched.</param>
/// <param name="Document">Its number in the index.</param>
/// <param name="Values">What it is ordered by.</param>
internal sealed record Hit(int Scope, int Document, SortValue[] Values);
