using System.Globalization;

namespace Observability.E2E.Flows;

/// <summary>The table of a run's cases: which edges, what came of it, how long it took until it came out.</summary>
internal sealed class FlowReport
{
    private readonly SortedDictionary<string, (string Edges, string Outcome, TimeSpan? Time)> _rows = new(StringComparer.Ordinal);

    /// <summary>Where it is.</summary>
    public static string Path => Repository.Combine("artifacts", "e2e", "flows.txt");

    /// <summary>Adds a case.</summary>
    public void Add(string name, FlowCase flow, string outcome, TimeSpan? time) => _rows[name] = (string.Join(", ", flow.Edges), outcome, time);

    /// <summary>Writes it.</summary>
    public void Write()
    {
        var width = _rows.Keys.Select(name => name.Length).DefaultIfEmpty().Max();
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllLines(Path, _rows.Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Key.PadRight(width)}  {row.Value.Outcome,-7}  {row.Value.Time?.TotalSeconds,5:0.0}{(row.Value.Time is null ? "  " : " s")}  {row.Value.Edges}")));
    }
}
