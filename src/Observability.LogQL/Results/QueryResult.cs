namespace Observability.LogQL.Results;

/// <summary>What a query gave.</summary>
/// <param name="Data">The answer.</param>
/// <param name="Statistics">What it took.</param>
public sealed record QueryResult(QueryData Data, QueryStatistics Statistics);
