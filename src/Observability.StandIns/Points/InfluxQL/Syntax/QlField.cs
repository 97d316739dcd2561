namespace Observability.StandIns.Points.InfluxQL.Syntax;

/// <summary>What a query selects.</summary>
/// <param name="Expression">The expression.</param>
/// <param name="Alias">The name that the query gives it, or null.</param>
internal sealed record QlField(QlExpression Expression, string? Alias);
