namespace Observability.LogQL.Text.Json;

/// <summary>A value in a text of JSON.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins; of a text behind the quote.</param>
/// <param name="Length">How long it is; of a text without the quotes.</param>
/// <param name="HasEscapes">Whether a text has escapes.</param>
internal readonly record struct JsonValue(JsonKind Kind, int Start, int Length, bool HasEscapes)
{
    /// <summary>The value in its text; of a text the content.</summary>
    /// <param name="text">All the JSON.</param>
    /// <returns>A part of the JSON where nothing is escaped; null where an escape is none.</returns>
    public ReadOnlyMemory<byte>? Read(ReadOnlyMemory<byte> text)
    {
        var raw = text.Slice(Start, Length);
        return HasEscapes ? JsonCursor.Unescape(raw.Span) : raw;
    }
}
