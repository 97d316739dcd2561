namespace Observability.LogQL.Syntax;

/// <summary>How a label is compared with a number, a duration or a size.</summary>
public enum ComparisonOperator
{
    /// <summary><c>==</c>, or <c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>&lt;</c></summary>
    Less,

    /// <summary><c>&lt;=</c></summary>
    LessOrEqual,

    /// <summary><c>&gt;</c></summary>
    Greater,

    /// <summary><c>&gt;=</c></summary>
    GreaterOrEqual,
}
