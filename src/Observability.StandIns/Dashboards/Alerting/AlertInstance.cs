namespace Observability.StandIns.Dashboards.Alerting;

/// <summary>A series that meets a rule's condition.</summary>
/// <param name="Labels">What tells it from others.</param>
/// <param name="Value">Its value.</param>
/// <param name="Since">Since when it has met it.</param>
/// <param name="IsFiring">True once it has for as long as the rule says.</param>
internal sealed record AlertInstance(IReadOnlyDictionary<string, string> Labels, double? Value, DateTimeOffset Since, bool IsFiring)
{
    /// <summary>Identifies it among the rule's.</summary>
    public string Key => string.Join('\u0001',
        Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}\u0002{label.Value}"));
}
