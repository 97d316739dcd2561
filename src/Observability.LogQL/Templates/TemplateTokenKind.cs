namespace Observability.LogQL.Templates;

/// <summary>The kinds of words of a template's actions.</summary>
internal enum TemplateTokenKind
{
    /// <summary>A name of a function, or a keyword.</summary>
    Word,

    /// <summary>A field: <c>.name</c>; of the dot alone the name is empty.</summary>
    Field,

    /// <summary>A variable: <c>$name</c>; of the root the name is empty.</summary>
    Variable,

    /// <summary>A quoted text.</summary>
    Text,

    /// <summary>A character in single quotes, as its number.</summary>
    Character,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A bracket, a bar, a comma, <c>=</c> or <c>:=</c>.</summary>
    Symbol,

    /// <summary>Behind the last.</summary>
    End,
}
