namespace Observability.StandIns.Points.Storage;

/// <summary>The database could not keep what it was given, for example because the disk is full. Nothing of it is kept.</summary>
internal sealed class PointStoreException(string message, Exception inner) : Exception(message, inner);
