namespace Observability.LogQL.Syntax;

/// <summary>How a line is searched.</summary>
public enum LineFilterKind
{
    /// <summary><c>|=</c></summary>
    Contains,

    /// <summary><c>!=</c></summary>
    NotContains,

    /// <summary><c>|~</c></summary>
    Matches,

    /// <summary><c>!~</c></summary>
    NotMatches,

    /// <summary><c>|&gt;</c></summary>
    Pattern,

    /// <summary><c>!&gt;</c></summary>
    NotPattern,
}
