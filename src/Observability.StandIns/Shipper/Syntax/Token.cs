namespace Observability.StandIns.Shipper.Syntax;

/// <summary>A token.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Text">Its text; of a text what it means.</param>
/// <param name="Position">Where it stands.</param>
internal readonly record struct Token(TokenKind Kind, string Text, AlloyPosition Position)
{
    /// <summary>True for this symbol.</summary>
    public bool Is(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    /// <inheritdoc />
    public override string ToString() => Kind switch
    {
        TokenKind.End => "the end of the file",
        TokenKind.NewLine => "the end of the line",
        _ => $"'{Text}'",
    };
}
