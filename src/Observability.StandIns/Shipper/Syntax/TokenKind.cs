namespace Observability.StandIns.Shipper.Syntax;

/// <summary>Kinds of tokens.</summary>
internal enum TokenKind
{
    /// <summary>The end of the text.</summary>
    End,

    /// <summary>The end of a line, where it means something.</summary>
    NewLine,

    /// <summary>A name.</summary>
    Identifier,

    /// <summary>A text, its escapes resolved.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A variable of a template, without its dollar sign.</summary>
    Variable,

    /// <summary>An operator, a bracket or a separator.</summary>
    Symbol,
}
