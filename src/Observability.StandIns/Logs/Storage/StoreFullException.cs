namespace Observability.StandIns.Logs.Storage;

/// <summary>Nothing could be written: the disk is full, or broken. What was acknowledged before is there.</summary>
internal sealed class StoreFullException(string message) : Exception(message);
