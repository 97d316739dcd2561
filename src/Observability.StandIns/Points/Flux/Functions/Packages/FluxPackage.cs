using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions.Packages;

/// <summary>A package that a query can import.</summary>
/// <param name="path">What it is imported by.</param>
internal sealed class FluxPackage(string path) : FluxRecord
{
    private readonly Dictionary<string, FluxValue> _members = new(StringComparer.Ordinal);

    /// <summary>What it is imported by.</summary>
    public string Path => path;

    /// <inheritdoc />
    public override IEnumerable<KeyValuePair<string, FluxValue>> Properties => _members;

    /// <summary>Adds a constant or function.</summary>
    public void Add(string name, FluxValue value) => _members.Add(name, value);

    /// <inheritdoc />
    public override bool TryGet(string name, out FluxValue value) => _members.TryGetValue(name, out value);
}
