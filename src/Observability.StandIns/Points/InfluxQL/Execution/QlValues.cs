using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.InfluxQL.Execution;

/// <summary>What a function makes of a group: values at times, in order.</summary>
internal sealed class QlValues
{
    /// <summary>The times.</summary>
    public List<long> Times { get; } = [];

    /// <summary>The values.</summary>
    public List<FluxValue> Values { get; } = [];

    /// <summary>Which member of the group and when a value was selected, where the function selects.</summary>
    public List<(int Owner, long Time)> Origins { get; } = [];

    /// <summary>Adds a value.</summary>
    public void Add(long time, FluxValue value)
    {
        Times.Add(time);
        Values.Add(value);
    }
}
