namespace Observability.StandIns.Gateway.Rules;

/// <summary>All of several rules. One that does not fit settles it, whatever is unknown about the others.</summary>
/// <param name="parts">At least two rules; a list, so that a long chain needs no deep recursion.</param>
internal sealed class Conjunction(IReadOnlyList<Rule> parts) : Rule
{
    /// <inheritdoc />
    public override IEnumerable<string> Unsupported => parts.SelectMany(part => part.Unsupported);

    /// <inheritdoc />
    public override RuleMatch Match(RuleRequest request)
    {
        var result = RuleMatch.Yes;
        foreach (var part in parts)
        {
            var match = part.Match(request);
            if (match == RuleMatch.No)
            {
                return RuleMatch.No;
            }

            result = match == RuleMatch.Unknown ? RuleMatch.Unknown : result;
        }

        return result;
    }

    /// <inheritdoc />
    public override string ToString() =>
        string.Join(" && ", parts.Select(part => part is Disjunction or Conjunction ? $"({part})" : part.ToString()));
}
