namespace Observability.LogQL;

/// <summary>What the parser accepts beyond what Loki accepts.</summary>
public sealed record LogQLParserOptions
{
    /// <summary>
    /// A word that stands where a dashboard puts a value of its own: any name that contains it is accepted for a number, a duration
    /// or a name. Null for none.
    /// </summary>
    public string? Variable { get; init; }

    /// <summary>Whether a selector may be satisfied by streams without any of its labels, which Loki refuses.</summary>
    public bool AllowsEmptySelectors { get; init; }
}
