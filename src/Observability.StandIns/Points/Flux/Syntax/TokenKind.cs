namespace Observability.StandIns.Points.Flux.Syntax;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>The end of the query.</summary>
    End,

    /// <summary>A name that is no keyword.</summary>
    Identifier,

    /// <summary>A number without a point.</summary>
    Integer,

    /// <summary>A number with a point.</summary>
    Float,

    /// <summary>As <c>1h30m</c>.</summary>
    Duration,

    /// <summary>As <c>2020-01-01T00:00:00Z</c>.</summary>
    Time,

    /// <summary>A text between quotes.</summary>
    String,

    /// <summary>As <c>/^a/</c>.</summary>
    Regexp,

    /// <summary>A word or sign of the language; the text tells which.</summary>
    Sign,
}
