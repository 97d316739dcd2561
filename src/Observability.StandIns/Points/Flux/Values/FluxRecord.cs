namespace Observability.StandIns.Points.Flux.Values;

/// <summary>Values by name.</summary>
internal abstract class FluxRecord
{
    /// <summary>All, in order.</summary>
    public abstract IEnumerable<KeyValuePair<string, FluxValue>> Properties { get; }

    /// <summary>Finds one.</summary>
    public abstract bool TryGet(string name, out FluxValue value);
}
