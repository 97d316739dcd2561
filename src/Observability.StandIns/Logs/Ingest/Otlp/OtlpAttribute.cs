namespace Observability.StandIns.Logs.Ingest.Otlp;

/// <summary>An attribute.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value: a text, a number, a switch, bytes, a list or attributes; null for none.</param>
internal readonly record struct OtlpAttribute(string Key, object? Value);
