namespace Observability.LogQL.Syntax;

/// <summary>Which streams are asked for: <c>{app="web", level!="debug"}</c>.</summary>
/// <param name="Matchers">What their labels must be, all of it.</param>
/// <param name="Position">Where it begins in the query, in characters from 0.</param>
public sealed record StreamSelector(IReadOnlyList<LabelMatcher> Matchers, int Position)
{
    /// <summary>Whether a stream of these labels is selected.</summary>
    public bool IsMatch(LabelSet labels)
    {
        foreach (var matcher in Matchers)
        {
            if (!matcher.IsMatch(labels[matcher.Name]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc />
    public override string ToString() => $"{{{string.Join(", ", Matchers)}}}";
}
