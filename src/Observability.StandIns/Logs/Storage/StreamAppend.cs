namespace Observability.StandIns.Logs.Storage;

/// <summary>Entries for a stream.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Entries">The entries.</param>
internal readonly record struct StreamAppend(LogStream Stream, EntryBuilder Entries);
