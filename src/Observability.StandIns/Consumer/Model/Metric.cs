using System.Text;

namespace Observability.StandIns.Consumer.Model;

/// <summary>
/// A point in Telegraf's words: name, tags, fields, time (https://docs.influxdata.com/telegraf/v1/metrics/). Outputs share one;
/// whoever changes it takes a copy first.
/// </summary>
/// <param name="name">Name of the measurement.</param>
/// <param name="nanoseconds">Time since 1970 in nanoseconds.</param>
internal sealed class Metric(string name, long nanoseconds)
{
    /// <summary>Name of the measurement.</summary>
    public string Name { get; set; } = name;

    /// <summary>Time since 1970 in nanoseconds.</summary>
    public long Nanoseconds { get; } = nanoseconds;

    /// <summary>The tags, in the order of their keys.</summary>
    public List<KeyValuePair<string, string>> Tags { get; private init; } = [];

    /// <summary>The fields, in the order in which they came.</summary>
    public List<KeyValuePair<string, FieldValue>> Fields { get; private init; } = [];

    /// <summary>Value of a tag, or null.</summary>
    public string? Tag(string key)
    {
        var index = IndexOf(key);
        return index < 0 ? null : Tags[index].Value;
    }

    /// <summary>Sets a tag, in the place of one of the same key.</summary>
    public void SetTag(string key, string value)
    {
        var index = IndexOf(key);
        if (index < 0)
        {
            Tags.Insert(~index, new(key, value));
        }
        else
        {
            Tags[index] = new(key, value);
        }
    }

    /// <summary>Sets a field, in the place of one of the same key.</summary>
    public void SetField(string key, FieldValue value)
    {
        var index = Fields.FindIndex(field => field.Key == key);
        if (index < 0)
        {
            Fields.Add(new(key, value));
        }
        else
        {
            Fields[index] = new(key, value);
        }
    }

    /// <summary>The same at another time.</summary>
    public Metric At(long time) => new(Name, time) { Tags = Tags, Fields = Fields };

    /// <summary>One of its own for whoever changes it.</summary>
    public Metric Copy() => new(Name, Nanoseconds) { Tags = [.. Tags], Fields = [.. Fields] };

    /// <summary>
    /// Telegraf's hash of name and tags, which is part of the identifiers that its Elasticsearch output makes (FNV-1a over the
    /// texts, a line feed after each).
    /// </summary>
    public ulong SeriesHash()
    {
        const ulong Start = 14695981039346656037;
        var hash = Add(Start, Name);
        foreach (var (key, value) in Tags)
        {
            hash = Add(Add(hash, key), value);
        }

        return hash;
    }

    private static ulong Add(ulong hash, string text)
    {
        const ulong Prime = 1099511628211;
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ octet) * Prime;
        }

        return (hash ^ '\n') * Prime;
    }

    // The index, or the complement of where it would stand. Tags are few: a search from the start is the quickest.
    private int IndexOf(string key)
    {
        for (var i = 0; i < Tags.Count; i++)
        {
            var order = string.CompareOrdinal(Tags[i].Key, key);
            if (order >= 0)
            {
                return order == 0 ? i : ~i;
            }
        }

        return ~Tags.Count;
    }
}
