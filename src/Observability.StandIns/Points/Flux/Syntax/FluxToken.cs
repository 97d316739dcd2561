namespace Observability.StandIns.Points.Flux.Syntax;

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, for a string or a regular expression without the delimiters.</param>
/// <param name="Position">Where it begins.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct FluxToken(TokenKind Kind, string Text, int Position, int End)
{
    /// <summary>True for this word or sign.</summary>
    public bool Is(string sign) => Kind == TokenKind.Sign && Text == sign;
}
