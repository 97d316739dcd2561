using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.InfluxQL.Syntax;

/// <summary>What stands in windows without points.</summary>
/// <param name="Kind"><c>null</c>, <c>none</c>, <c>previous</c>, <c>linear</c> or <c>number</c>.</param>
/// <param name="Value">The number.</param>
internal sealed record QlFill(string Kind, FluxValue Value);
