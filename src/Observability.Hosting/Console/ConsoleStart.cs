namespace Observability.Hosting.Console;

/// <summary>
/// When the AppHost began, as a timestamp of the time provider. The process's own start time would not do: started by
/// a script with <c>exec</c>, it is the script's.
/// </summary>
/// <param name="Timestamp">The timestamp.</param>
internal sealed record ConsoleStart(long Timestamp);
