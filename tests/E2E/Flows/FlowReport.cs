using System.Globalization;

namespace Observability.E2E.Flows;

/// <summary>The table of a run's cases: which edges, what came of it, how long it took until it came out.</summary>
/// <param name="path">Where it is.</param>
internal sealed class FlowReport(string path)
{
    private readonly SortedDictionary<string, (string Edges, string Outcome, TimeSpan? Time)> _rows = new(StringComparer.Ordinal);

    /// <summary>Adds a case.</summary>
    public void Add(string name, FlowCase flow, string outcome, TimeSpan? time) => _rows[name] = (string.Join(", ", flow.Edges), outcome, time);

    /// <summary>Writes it.</summary>
    public void Write()
    {
        // Another tier of the same run, which is another program, may have written its own before: those stay.
        var others = File.Exists(path) ? File.ReadAllLines(path).Where(line => !_rows.ContainsKey(line.Split(' ')[0])) : [];
        var width = FlowCase.All.Keys.Max(name => name.Length);
        var own = _rows.Select(row => string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Key.PadRight(width)}  {row.Value.Outcome,-7}  {row.Value.Time?.TotalSeconds,5:0.0}{(row.Value.Time is null ? "  " : " s")}  {row.Value.Edges}"));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, others.Concat(own).Order(StringComparer.Ordinal));
    }
}
