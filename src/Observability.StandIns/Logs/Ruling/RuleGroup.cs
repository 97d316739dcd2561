namespace Observability.StandIns.Logs.Ruling;

/// <summary>Rules that are evaluated together, in their order.</summary>
/// <param name="Tenant">Whose.</param>
/// <param name="Namespace">Name of the file.</param>
/// <param name="Name">Name of the group.</param>
/// <param name="Interval">How often.</param>
/// <param name="Limit">How many alerts a rule may give; 0 for any.</param>
/// <param name="Text">The group as it stands in the file, to know whether it has changed.</param>
/// <param name="Rules">The rules.</param>
internal sealed record RuleGroup(
    string Tenant, string Namespace, string Name, TimeSpan Interval, int Limit, string Text, IReadOnlyList<AlertRule> Rules)
{
    /// <summary>When it is to be evaluated next.</summary>
    public DateTimeOffset Next { get; set; }

    /// <summary>Whether it is another group than this one, or the same in another wording.</summary>
    public bool IsSame(RuleGroup other) =>
        (Tenant, Namespace, Name, Interval, Limit, Text)
        == (other.Tenant, other.Namespace, other.Name, other.Interval, other.Limit, other.Text);
}
