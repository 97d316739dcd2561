namespace Observability.LogQL.Syntax.Parsing;

/// <summary>The kinds of words of a query.</summary>
internal enum TokenKind
{
    /// <summary>A name of a label.</summary>
    Identifier,

    /// <summary>A word that is none, because the language has it for itself; in lower case.</summary>
    Keyword,

    /// <summary>The name of a function, which a bracket or a grouping follows; in lower case.</summary>
    Function,

    /// <summary>A switch of a parser: <c>--strict</c>.</summary>
    Flag,

    /// <summary>A quoted text.</summary>
    Text,

    /// <summary>A number without a unit.</summary>
    Number,

    /// <summary>A duration such as <c>5m</c>.</summary>
    Duration,

    /// <summary>A size such as <c>5KB</c>.</summary>
    Bytes,

    /// <summary>A duration in square brackets.</summary>
    Range,

    /// <summary>A variable that stands for a value.</summary>
    Variable,

    /// <summary>An operator or a bracket.</summary>
    Symbol,

    /// <summary>Behind the last.</summary>
    End,
}
