namespace Observability.StandIns.Documents.Store;

/// <summary>What was to be kept could not be: the disk is full. Nothing of it is there.</summary>
internal sealed class StoreFullException(string message) : IOException(message);
