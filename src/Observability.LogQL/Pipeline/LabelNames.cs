using System.Text;

namespace Observability.LogQL.Pipeline;

/// <summary>
/// Names of labels made of the keys in lines, each made once
/// (https://grafana.com/docs/loki/latest/query/log_queries/#parser-expression): a label has letters, digits and underscores, anything
/// else becomes an underscore.
/// </summary>
/// <param name="needed">Labels that are wanted; all where null.</param>
internal sealed class LabelNames(IReadOnlySet<string>? needed)
{
    // A line may have anything for a key; past this many the rest is made anew each time.
    private const int Most = 4096;

    private readonly Dictionary<byte[], string> _names = new(BytesComparer.Instance);

    // The keys of the line before, in their order: lines of a program mostly have the same, and then no key is looked up.
    private readonly List<(byte[] Key, string Name)> _last = [];
    private int _next;

    /// <summary>What a label is called whose name the stream, or the entry's metadata, has taken.</summary>
    public const string ExtractedSuffix = "_extracted";

    /// <summary>Begins a line.</summary>
    public void Reset() => _next = 0;

    /// <summary>The name for a key; empty where the key is nothing but blanks, or where nobody needs the label.</summary>
    public string Get(ReadOnlySpan<byte> key)
    {
        if (_next < _last.Count && key.SequenceEqual(_last[_next].Key))
        {
            return _last[_next++].Name;
        }

        var lookup = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!lookup.TryGetValue(key, out var raw, out var name))
        {
            name = Sanitize(Encoding.UTF8.GetString(key));
            name = needed is null || needed.Contains(name) || needed.Contains(name + ExtractedSuffix) ? name : string.Empty;
            if (_names.Count >= Most)
            {
                return name;
            }

            raw = key.ToArray();
            _names[raw] = name;
        }

        if (_next < _last.Count)
        {
            _last[_next] = (raw, name);
        }
        else if (_next < Most)
        {
            _last.Add((raw, name));
        }

        _next++;
        return name;
    }

    /// <summary>A text as the name of a label.</summary>
    public static string Sanitize(string key)
    {
        var trimmed = key.Trim();
        if (trimmed.Length == 0)
        {
            return string.Empty;
        }

        var name = new StringBuilder(trimmed.Length + 1);
        if (char.IsAsciiDigit(trimmed[0]))
        {
            name.Append('_');
        }

        foreach (var rune in trimmed.EnumerateRunes())
        {
            name.Append(rune.IsAscii && (Rune.IsLetterOrDigit(rune) || rune.Value == '_') ? (char)rune.Value : '_');
        }

        return name.ToString();
    }
}
