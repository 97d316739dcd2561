namespace Observability.StandIns.Gateway.Rules;

/// <summary>The opposite of a rule; of what is unknown the opposite is unknown too.</summary>
internal sealed class Negation(Rule rule) : Rule
{
    /// <inheritdoc />
    public override IEnumerable<string> Unsupported => rule.Unsupported;

    /// <inheritdoc />
    public override RuleMatch Match(RuleRequest request) => rule.Match(request) switch
    {
        RuleMatch.No => RuleMatch.Yes,
        RuleMatch.Yes => RuleMatch.No,
        _ => RuleMatch.Unknown,
    };

    /// <inheritdoc />
    public override string ToString() => rule is Matcher or Negation ? $"!{rule}" : $"!({rule})";
}
