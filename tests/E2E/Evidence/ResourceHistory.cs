using System.Collections.Concurrent;
using System.Globalization;

namespace Observability.E2E.Evidence;

/// <summary>How the states and probes of resources have changed, a line for each change.</summary>
internal sealed class ResourceHistory
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Dictionary<string, string> _last = new(StringComparer.Ordinal);

    /// <summary>Notes what is known of a resource now; what is known already is left out.</summary>
    public void Note(string resource, string? state, string? health, IEnumerable<(string Probe, string? Status, string? Description)> probes)
    {
        var text = string.Join(
            "; ",
            probes.Select(probe => $"{probe.Probe}: {probe.Status ?? "not run"} {probe.Description}".TrimEnd()).Prepend($"{state ?? "unknown"} {health}".TrimEnd()));
        if (_last.GetValueOrDefault(resource) != text)
        {
            _last[resource] = text;
            _lines.Enqueue($"{TimeProvider.System.GetUtcNow().ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} {resource}: {text}");
        }
    }

    /// <summary>Writes the file.</summary>
    public Task WriteAsync(string folder, CancellationToken cancellationToken) =>
        File.WriteAllLinesAsync(Path.Combine(folder, "states-and-probes.txt"), _lines, cancellationToken);
}
