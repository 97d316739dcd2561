using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.InfluxQL.Syntax;

/// <summary>Where a query selects from: a measurement, all whose names fit, or another query.</summary>
/// <param name="Database">The database, where it is named.</param>
/// <param name="RetentionPolicy">The retention policy, where it is named.</param>
/// <param name="Name">The measurement.</param>
/// <param name="Pattern">What names fit.</param>
/// <param name="Query">The other query.</param>
internal sealed record QlSource(string? Database, string? RetentionPolicy, string? Name, FluxRegexp? Pattern, QlStatement.Select? Query)
{
    /// <summary>True for a measurement of the name.</summary>
    public bool Fits(string measurement) => Name is not null ? Name == measurement : Pattern?.IsMatch(measurement) == true;
}
