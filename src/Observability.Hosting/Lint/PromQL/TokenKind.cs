namespace Observability.Hosting.Lint.PromQL;

/// <summary>The kinds of words.</summary>
internal enum TokenKind
{
    /// <summary>A name of a metric, label or function, or a keyword.</summary>
    Name,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A duration such as <c>5m</c>.</summary>
    Duration,

    /// <summary>A quoted text.</summary>
    Text,

    /// <summary>An operator or a bracket.</summary>
    Symbol,

    /// <summary>Behind the last.</summary>
    End,
}
