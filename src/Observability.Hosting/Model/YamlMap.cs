using System.Collections.Specialized;

namespace Observability.Hosting.Model;

/// <summary>A YAML map in writing order. A null value leaves the key out, which keeps writers free of conditions.</summary>
public sealed class YamlMap
{
    /// <summary>The entries, in a dictionary type that keeps its order.</summary>
    public OrderedDictionary Entries { get; } = [];

    /// <summary>Adds a key unless the value is null.</summary>
    public YamlMap Add(string key, object? value)
    {
        if (value is not null)
        {
            Entries.Add(key, Unwrap(value));
        }

        return this;
    }

    private static object Unwrap(object value) => value switch
    {
        YamlMap map => map.Entries,
        IEnumerable<YamlMap> maps => maps.Select(map => map.Entries).ToList(),
        _ => value,
    };
}
