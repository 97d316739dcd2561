namespace Observability.LogQL.Templates;

/// <summary>A word of an action.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; of a quoted one the content.</param>
/// <param name="HasBlankBefore">Whether a blank is before it: <c>$x.y</c> is one operand, <c>$x .y</c> are two.</param>
internal readonly record struct TemplateToken(TemplateTokenKind Kind, string Text, bool HasBlankBefore)
{
    /// <summary>Whether it is this symbol.</summary>
    public bool Is(string symbol) => Kind == TemplateTokenKind.Symbol && Text == symbol;

    /// <summary>Whether it is this word.</summary>
    public bool IsWord(string word) => Kind == TemplateTokenKind.Word && Text == word;
}
