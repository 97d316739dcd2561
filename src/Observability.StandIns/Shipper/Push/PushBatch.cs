using Observability.StandIns.Shipper.Files;

namespace Observability.StandIns.Shipper.Push;

/// <summary>Lines of one tenant that are pushed at once, by their streams.</summary>
/// <param name="tenant">The tenant, or empty.</param>
/// <param name="created">When it was begun.</param>
internal sealed class PushBatch(string tenant, long created)
{
    private readonly List<SourceLine> _origins = [];

    /// <summary>The tenant, or empty.</summary>
    public string Tenant { get; } = tenant;

    /// <summary>When it was begun.</summary>
    public long Created { get; } = created;

    /// <summary>The lines of each stream, by its labels as text.</summary>
    public Dictionary<string, List<PushLine>> Streams { get; } = new(StringComparer.Ordinal);

    /// <summary>Bytes of the lines.</summary>
    public long Size { get; private set; }

    /// <summary>How many lines.</summary>
    public int Count => _origins.Count;

    /// <summary>Adds a line.</summary>
    public void Add(string stream, PushLine line, SourceLine origin)
    {
        if (!Streams.TryGetValue(stream, out var lines))
        {
            Streams[stream] = lines = [];
        }

        lines.Add(line);
        _origins.Add(origin);
        origin.Expect();
        Size += line.Size;
    }

    /// <summary>Says that its lines are done with: taken, or refused for good.</summary>
    public void Settle()
    {
        foreach (var origin in _origins)
        {
            origin.Settle();
        }
    }
}
