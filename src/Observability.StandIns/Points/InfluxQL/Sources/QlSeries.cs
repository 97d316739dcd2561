using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.InfluxQL.Sources;

/// <summary>A part of an answer.</summary>
/// <param name="Name">Name of the measurement, or null.</param>
/// <param name="Tags">The tags it is grouped by.</param>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">The rows.</param>
internal sealed record QlSeries(
    string? Name, IReadOnlyList<KeyValuePair<string, string>> Tags, IReadOnlyList<string> Columns, IReadOnlyList<FluxValue[]> Rows);
