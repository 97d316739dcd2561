namespace Observability.Hosting.Validation;

/// <summary>Something that is wrong and can be known before the start.</summary>
/// <param name="Resource">Resource it concerns; <c>stack</c> for the whole.</param>
/// <param name="Field">Configuration key, verb or file that must change.</param>
/// <param name="What">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record Problem(string Resource, string Field, string What, string Remedy)
{
    /// <summary>The rule that is broken (docs/lint.md), in kebab case.</summary>
    public string Rule { get; init; } = "";

    /// <summary>One line: <c>resource: field: what. Remedy</c>.</summary>
    public override string ToString() => $"{Resource}: {Field}: {What}. {Remedy}";
}
