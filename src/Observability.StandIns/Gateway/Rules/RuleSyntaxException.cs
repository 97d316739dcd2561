namespace Observability.StandIns.Gateway.Rules;

/// <summary>A mistake in a rule.</summary>
/// <param name="what">What is wrong.</param>
/// <param name="position">Index of the character where it was noticed; the rule's length for its end.</param>
internal sealed class RuleSyntaxException(string what, int position) : Exception($"{what} at character {position + 1}")
{
    /// <summary>Index of the character where it was noticed.</summary>
    public int Position { get; } = position;
}
