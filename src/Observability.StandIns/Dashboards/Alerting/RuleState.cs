namespace Observability.StandIns.Dashboards.Alerting;

/// <summary>What became of a rule at its last evaluation.</summary>
/// <param name="Alerts">The series that meet the condition, or have lately.</param>
/// <param name="Error">Why it could not be evaluated, or null.</param>
/// <param name="Evaluated">When.</param>
/// <param name="Duration">How long it took.</param>
internal sealed record RuleState(IReadOnlyList<AlertInstance> Alerts, string? Error, DateTimeOffset Evaluated, TimeSpan Duration)
{
    /// <summary>State of the rule as a whole, as Prometheus' API names them.</summary>
    public string Name => Alerts.Any(alert => alert.IsFiring) ? "firing" : Alerts.Count > 0 ? "pending" : "inactive";
}
