namespace Observability.LogQL.Syntax.Parsing;

/// <summary>A word of a query.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a quoted text the content.</param>
/// <param name="Value">Nanoseconds of a duration, bytes of a size.</param>
/// <param name="Position">Where it begins, from 0.</param>
internal readonly record struct Token(TokenKind Kind, string Text, ulong Value, int Position)
{
    /// <summary>Nanoseconds of a duration; may be negative.</summary>
    public long Nanoseconds => unchecked((long)Value);

    /// <summary>What Loki calls such a word in its messages.</summary>
    public string Name => Kind switch
    {
        TokenKind.Identifier or TokenKind.Variable => "IDENTIFIER",
        TokenKind.Function => Text.ToUpperInvariant(),
        TokenKind.Flag => "FUNCTION_FLAG",
        TokenKind.Text => "STRING",
        TokenKind.Number => "NUMBER",
        TokenKind.Duration => "DURATION",
        TokenKind.Bytes => "BYTES",
        TokenKind.Range => "RANGE",
        TokenKind.End => "$end",
        _ => Text,
    };

    /// <summary>Whether it is this symbol or word of the language.</summary>
    public bool Is(string text) => Kind is TokenKind.Symbol or TokenKind.Keyword or TokenKind.Function && Text == text;
}
