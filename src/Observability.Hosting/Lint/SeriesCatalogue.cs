using System.Collections.Concurrent;

namespace Observability.Hosting.Lint;

/// <summary>
/// The series that a server is known to serve, recorded from a real one (<c>Lint/Series</c>):
/// <code>
/// # Prometheus 2.42.0. Recorded by SeriesTests.
/// # owns prometheus_
/// prometheus_build_info{branch,goversion,revision,version}
/// </code>
/// What begins with an owned prefix comes from nobody else, so that it is known not to be there when it is not listed.
/// </summary>
internal sealed class SeriesCatalogue
{
    private const string OwnsMark = "# owns ";
    private static readonly ConcurrentDictionary<string, SeriesCatalogue> s_read = new(StringComparer.Ordinal);

    private readonly Dictionary<string, IReadOnlySet<string>> _labels;
    private readonly string[] _owned;

    private SeriesCatalogue(Dictionary<string, IReadOnlySet<string>> labels, string[] owned)
    {
        _labels = labels;
        _owned = owned;
    }

    /// <summary>The catalogue of a name.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static SeriesCatalogue Get(string name) => s_read.GetOrAdd(name, static name =>
    {
        using var stream = typeof(SeriesCatalogue).Assembly.GetManifestResourceStream($"Series/{name}.txt")
            ?? throw new InvalidOperationException($"There is no Lint/Series/{name}.txt.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    });

    /// <summary>Reads one.</summary>
    public static SeriesCatalogue Parse(string text)
    {
        var labels = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        var owned = new List<string>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (line.StartsWith(OwnsMark, StringComparison.Ordinal))
            {
                owned.AddRange(line[OwnsMark.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
            else if (line[0] != '#')
            {
                var brace = line.IndexOf('{', StringComparison.Ordinal);
                labels[line[..brace]] = line[(brace + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
            }
        }

        return new SeriesCatalogue(labels, [.. owned]);
    }

    /// <summary>True for one that is still to be recorded; it says nothing.</summary>
    public bool IsEmpty => _labels.Count == 0;

    /// <summary>Names of the metrics.</summary>
    public IEnumerable<string> Metrics => _labels.Keys;

    /// <summary>Whether a name can come from this server only.</summary>
    public bool Owns(string metric) => Array.Exists(_owned, prefix => metric.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>The labels of a metric, or null where it is not listed.</summary>
    public IReadOnlySet<string>? FindLabels(string metric) => _labels.GetValueOrDefault(metric);
}
