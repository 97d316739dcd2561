namespace Observability.StandIns.Logs.Ingest.Otlp;

/// <summary>An attribute.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Value">Its value, as <see cref="OtlpValue"/> writes it: text, number, switch, bytes, list or attributes; null for none.</param>
internal readonly record struct OtlpAttribute(string Key, object? Value);
