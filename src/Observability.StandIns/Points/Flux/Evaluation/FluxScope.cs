using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Evaluation;

/// <summary>Names and what they stand for, over those of the scope around.</summary>
/// <param name="outer">The scope around, or null.</param>
internal sealed class FluxScope(FluxScope? outer)
{
    private readonly List<string> _names = [];
    private readonly List<FluxValue> _values = [];

    /// <summary>Gives a name a value; of two the later counts.</summary>
    public void Set(string name, FluxValue value)
    {
        var index = _names.IndexOf(name);
        if (index >= 0)
        {
            _values[index] = value;
            return;
        }

        _names.Add(name);
        _values.Add(value);
    }

    /// <summary>What a name stands for.</summary>
    public bool TryGet(string name, out FluxValue value)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            var index = scope._names.IndexOf(name);
            if (index >= 0)
            {
                value = scope._values[index];
                return true;
            }
        }

        value = default;
        return false;
    }

    private FluxScope? Outer => outer;
}
