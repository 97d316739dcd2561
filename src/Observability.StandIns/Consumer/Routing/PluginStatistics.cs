namespace Observability.StandIns.Consumer.Routing;

/// <summary>Counts of one plugin, by the names of their fields in <c>internal_write</c> or <c>internal_gather</c>.</summary>
/// <param name="measurement">The measurement that they are in.</param>
/// <param name="kindTag">Tag of the plugin's name: <c>output</c> or <c>input</c>.</param>
/// <param name="plugin">Name of the plugin.</param>
/// <param name="alias">Its alias, or null.</param>
/// <param name="names">Names of the counts.</param>
internal sealed class PluginStatistics(string measurement, string kindTag, string plugin, string? alias, params string[] names)
{
    private readonly long[] _counts = new long[names.Length];

    /// <summary>The measurement that they are in.</summary>
    public string Measurement { get; } = measurement;

    /// <summary>Tags that tell the plugin.</summary>
    public IEnumerable<KeyValuePair<string, string>> Tags => alias is null
        ? [new(kindTag, plugin)]
        : [new("alias", alias), new(kindTag, plugin)];

    /// <summary>Every count.</summary>
    public IEnumerable<KeyValuePair<string, long>> Counts =>
        names.Select((name, index) => KeyValuePair.Create(name, Interlocked.Read(ref _counts[index])));

    /// <summary>A count.</summary>
    public long this[string name]
    {
        get => Interlocked.Read(ref _counts[IndexOf(name)]);
        set => Interlocked.Exchange(ref _counts[IndexOf(name)], value);
    }

    /// <summary>Adds to a count.</summary>
    public void Add(string name, long number = 1) => Interlocked.Add(ref _counts[IndexOf(name)], number);

    private int IndexOf(string name) => Array.IndexOf(names, name) is var index and >= 0
        ? index
        : throw new ArgumentException($"{Measurement} has no {name}.", nameof(name));
}
