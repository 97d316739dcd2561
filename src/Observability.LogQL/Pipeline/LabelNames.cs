using System.Text;

namespace Observability.LogQL.Pipeline;

/// <summary>
/// Names of labels made of what stands in lines, each made once: <c>a label may have letters, digits and underscores</c>
/// (https://grafana.com/docs/loki/latest/query/log_queries/#parser-expression), anything else becomes an underscore.
/// </summary>
internal sealed class LabelNames
{
    // A line may have anything for a key; past this many the rest is made anew each time.
    private const int Most = 4096;

    private readonly Dictionary<byte[], string> _names = new(BytesComparer.Instance);
    private readonly Dictionary<string, string> _extracted = new(StringComparer.Ordinal);

    /// <summary>The name for a key; empty where the key is nothing but blanks.</summary>
    public string Get(ReadOnlySpan<byte> key)
    {
        var lookup = _names.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (lookup.TryGetValue(key, out var name))
        {
            return name;
        }

        name = Sanitize(Encoding.UTF8.GetString(key));
        if (_names.Count < Most)
        {
            lookup[key] = name;
        }

        return name;
    }

    /// <summary>What a label is called whose name the stream, or the entry's metadata, has taken.</summary>
    public string Extracted(string name)
    {
        if (_extracted.TryGetValue(name, out var extracted))
        {
            return extracted;
        }

        extracted = name + "_extracted";
        if (_extracted.Count < Most)
        {
            _extracted[name] = extracted;
        }

        return extracted;
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
