namespace Observability.Hosting.Validation;

/// <summary>Looks for one kind of mistake before anything starts.</summary>
internal interface IStackCheck
{
    /// <summary>The rule that a problem breaks which names none itself: <c>grafana-dashboards</c> for GrafanaDashboardsCheck.</summary>
    string Rule => CheckNames.RuleOf(GetType());

    /// <summary>Returns every problem of its kind; never stops at the first.</summary>
    Task<IReadOnlyList<Problem>> RunAsync(CancellationToken cancellationToken);
}
