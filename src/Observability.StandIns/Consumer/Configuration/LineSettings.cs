namespace Observability.StandIns.Consumer.Configuration;

/// <summary>How line protocol is written and sent.</summary>
/// <param name="Timeout">Longest time for an answer.</param>
/// <param name="IsCompressed">True to send it compressed by gzip.</param>
/// <param name="HasUnsigned">True where the store knows unsigned integers.</param>
internal sealed record LineSettings(TimeSpan Timeout, bool IsCompressed, bool HasUnsigned);
