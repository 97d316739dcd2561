using System.Text.Json.Nodes;
using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.Queries;

/// <summary>One query of a panel.</summary>
/// <param name="RefId">Its name within the request.</param>
/// <param name="Model">The query as the dashboard has it, with its variables put in.</param>
/// <param name="Source">Data source that it goes to.</param>
/// <param name="From">Begin, in milliseconds since 1970.</param>
/// <param name="To">End, in milliseconds since 1970.</param>
/// <param name="Interval">Time between two points that the panel has room for.</param>
/// <param name="MostPoints">Points that the panel has room for.</param>
internal sealed record StoreQuery(
    string RefId, JsonObject Model, DataSourceDefinition Source, long From, long To, TimeSpan Interval, int MostPoints)
{
    /// <summary>Length of the time range.</summary>
    public TimeSpan Range => TimeSpan.FromMilliseconds(To - From);

    /// <summary>Time between two points, never less than the query or the data source says nor than what makes too many points.</summary>
    public TimeSpan StepWith(TimeSpan least, int mostPoints)
    {
        var wanted = Model.Text("interval") is { Length: > 0 } text
            && GrafanaDuration.TryParse(text.TrimStart('>', '<', '='), out var minimum) ? minimum : least;
        var step = Interval > wanted ? Interval : wanted;
        var safe = TimeSpan.FromMilliseconds(Math.Ceiling(Range.TotalMilliseconds / mostPoints));
        step = step > safe ? step : safe;
        return step > TimeSpan.Zero ? step : TimeSpan.FromSeconds(1);
    }
}
