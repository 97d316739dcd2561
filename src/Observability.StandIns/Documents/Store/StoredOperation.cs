namespace Observability.StandIns.Documents.Store;

/// <summary>An operation on a document, as it lies in a chunk.</summary>
/// <param name="Id">Identifier of the document.</param>
/// <param name="Version">How often it has been written.</param>
/// <param name="Sequence">Number of the operation on the index.</param>
/// <param name="Source">The document; null where it was deleted.</param>
internal readonly record struct StoredOperation(string Id, int Version, long Sequence, ReadOnlyMemory<byte>? Source);
