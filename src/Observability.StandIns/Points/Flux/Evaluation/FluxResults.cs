using Observability.StandIns.Points.Flux.Tables;

namespace Observability.StandIns.Points.Flux.Evaluation;

/// <summary>What a query yields, in order, each under a name of its own.</summary>
internal sealed class FluxResults
{
    private readonly List<(string Name, IEnumerable<FluxTable> Tables)> _results = [];

    /// <summary>All of it.</summary>
    public IReadOnlyList<(string Name, IEnumerable<FluxTable> Tables)> All => _results;

    /// <summary>Adds one.</summary>
    /// <exception cref="FluxException">The name is taken.</exception>
    public void Add(string name, IEnumerable<FluxTable> tables)
    {
        if (_results.Exists(known => known.Name == name))
        {
            throw new FluxException($"tried to produce more than one result with the name \"{name}\"");
        }

        _results.Add((name, tables));
    }
}
