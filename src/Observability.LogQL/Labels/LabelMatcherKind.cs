namespace Observability.LogQL;

/// <summary>How a label is compared with a value.</summary>
public enum LabelMatcherKind
{
    /// <summary><c>=</c></summary>
    Equal,

    /// <summary><c>!=</c></summary>
    NotEqual,

    /// <summary><c>=~</c>, the whole value</summary>
    Matches,

    /// <summary><c>!~</c>, the whole value</summary>
    NotMatches,
}
