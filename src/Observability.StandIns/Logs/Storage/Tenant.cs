using Observability.LogQL;
using Observability.LogQL.Syntax;
using Observability.StandIns.Logs.Configuration;

namespace Observability.StandIns.Logs.Storage;

/// <summary>A tenant: its streams, and which of them have which labels.</summary>
/// <param name="name">Its name.</param>
/// <param name="limits">What it may do.</param>
/// <param name="clock">The time of its rate.</param>
internal sealed class Tenant(string name, LogsLimits limits, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<LabelSet, LogStream> _streams = [];
    private readonly SortedDictionary<string, Dictionary<string, List<LogStream>>> _byLabel = new(StringComparer.Ordinal);

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>What it may do.</summary>
    public LogsLimits Limits { get; } = limits;

    /// <summary>How fast it may push.</summary>
    public TokenBucket Rate { get; } = new(clock);

    /// <summary>How many streams it has.</summary>
    public int StreamCount => _streams.Count;

    /// <summary>The stream of these labels, or null.</summary>
    public LogStream? Find(LabelSet labels)
    {
        lock (_lock)
        {
            return _streams.GetValueOrDefault(labels);
        }
    }

    /// <summary>The stream of these labels, made where there is none.</summary>
    public LogStream GetOrAdd(LabelSet labels, Func<LabelSet, LogStream> create)
    {
        lock (_lock)
        {
            if (_streams.TryGetValue(labels, out var there))
            {
                return there;
            }

            var stream = create(labels);
            _streams.Add(labels, stream);
            foreach (var label in labels)
            {
                Streams(label).Add(stream);
            }

            return stream;
        }
    }

    /// <summary>How many streams have got lines lately.</summary>
    public int CountActive(TimeSpan lately)
    {
        lock (_lock)
        {
            return _streams.Values.Count(stream => stream.LastPush is { } last && clock.GetElapsedTime(last) < lately);
        }
    }

    /// <summary>The streams that a selector names and that have entries from one time up to, and without, another.</summary>
    public IReadOnlyList<LogStream> Select(StreamSelector selector, long start, long end)
    {
        lock (_lock)
        {
            return [.. Candidates(selector).Where(stream => selector.IsMatch(stream.Labels) && stream.HasEntries(start, end))];
        }
    }

    /// <summary>All streams.</summary>
    public IReadOnlyList<LogStream> All()
    {
        lock (_lock)
        {
            return [.. _streams.Values];
        }
    }

    /// <summary>The fewest streams among which those of a selector are.</summary>
    private IEnumerable<LogStream> Candidates(StreamSelector selector)
    {
        IReadOnlyCollection<LogStream> fewest = _streams.Values;
        foreach (var matcher in selector.Matchers)
        {
            if (matcher is { Kind: LabelMatcherKind.Equal, Value.Length: > 0 })
            {
                List<LogStream> those =
                    _byLabel.TryGetValue(matcher.Name, out var values) && values.TryGetValue(matcher.Value, out var streams) ? streams : [];
                fewest = those.Count < fewest.Count ? those : fewest;
            }
        }

        return fewest;
    }

    private List<LogStream> Streams(Label label)
    {
        if (!_byLabel.TryGetValue(label.Name, out var values))
        {
            _byLabel[label.Name] = values = new Dictionary<string, List<LogStream>>(StringComparer.Ordinal);
        }

        if (!values.TryGetValue(label.Value, out var streams))
        {
            values[label.Value] = streams = [];
        }

        return streams;
    }
}
