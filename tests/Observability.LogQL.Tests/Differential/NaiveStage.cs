namespace Observability.LogQL.Tests.Differential;

/// <summary>A stage as it is written, and what it does with a line; null where the line is filtered out.</summary>
/// <param name="Text">How it is written.</param>
/// <param name="Apply">What it does.</param>
internal sealed record NaiveStage(string Text, Func<NaiveLine, NaiveLine?> Apply)
{
    public static NaiveStage Filter(string text, Func<NaiveLine, bool> isKept) => new(text, line => isKept(line) ? line : null);
}
