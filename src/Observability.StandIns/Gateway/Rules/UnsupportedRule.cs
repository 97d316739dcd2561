namespace Observability.StandIns.Gateway.Rules;

/// <summary>A whole rule that only Traefik itself can read.</summary>
/// <param name="text">The rule.</param>
/// <param name="feature">What it needs.</param>
internal sealed class UnsupportedRule(string text, string feature) : Rule
{
    /// <inheritdoc />
    public override IEnumerable<string> Unsupported => [feature];

    /// <inheritdoc />
    public override RuleMatch Match(RuleRequest request) => RuleMatch.Unknown;

    /// <inheritdoc />
    public override string ToString() => text;
}
