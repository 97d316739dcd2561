namespace Observability.StandIns.Gateway.Rules;

/// <summary>Any of several rules. One that fits settles it, whatever is unknown about the others.</summary>
/// <param name="parts">At least two rules.</param>
internal sealed class Disjunction(IReadOnlyList<Rule> parts) : Rule
{
    /// <inheritdoc />
    public override IEnumerable<string> Unsupported => parts.SelectMany(part => part.Unsupported);

    /// <inheritdoc />
    public override RuleMatch Match(RuleRequest request)
    {
        var result = RuleMatch.No;
        foreach (var part in parts)
        {
            var match = part.Match(request);
            if (match == RuleMatch.Yes)
            {
                return RuleMatch.Yes;
            }

            result = match == RuleMatch.Unknown ? RuleMatch.Unknown : result;
        }

        return result;
    }

    /// <inheritdoc />
    public override string ToString() =>
        string.Join(" || ", parts.Select(part => part is Disjunction ? $"({part})" : part.ToString()));
}
