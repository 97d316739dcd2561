using System.Text;

namespace Observability.StandIns.Points.Storage;

/// <summary>
/// The canonical key of a series as line protocol has it, <c>cpu,host=a\ b,region=eu</c>: escapes only where they are needed
/// (https://docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol/#special-characters).
/// </summary>
internal static class SeriesKey
{
    /// <summary>Writes the key.</summary>
    public static string Write(string measurement, IEnumerable<KeyValuePair<string, string>> tags)
    {
        var key = new StringBuilder();
        Append(key, measurement, ", ");
        foreach (var (name, value) in tags)
        {
            key.Append(',');
            Append(key, name, ",= ");
            key.Append('=');
            Append(key, value, ",= ");
        }

        return key.ToString();
    }

    /// <summary>Reads a key that has measurement and tags in any order and each tag well formed.</summary>
    public static (string Measurement, KeyValuePair<string, string>[] Tags) Read(ReadOnlySpan<byte> key)
    {
        var parts = new List<string>();
        var text = new StringBuilder();
        var characters = Encoding.UTF8.GetString(key);
        for (var i = 0; i < characters.Length; i++)
        {
            var character = characters[i];
            if (character == '\\' && i + 1 < characters.Length && IsEscapable(characters[i + 1], parts.Count == 0))
            {
                text.Append(characters[++i]);
            }
            else if (character == ',' || (character == '=' && parts.Count > 0))
            {
                parts.Add(text.ToString());
                text.Clear();
            }
            else
            {
                text.Append(character);
            }
        }

        parts.Add(text.ToString());
        var tags = new KeyValuePair<string, string>[parts.Count / 2];
        for (var i = 0; i < tags.Length; i++)
        {
            tags[i] = new KeyValuePair<string, string>(parts[1 + (2 * i)], parts[2 + (2 * i)]);
        }

        Array.Sort(tags, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return (parts[0], tags);
    }

    // A measurement may hold an equals sign as it is.
    private static bool IsEscapable(char character, bool inMeasurement) =>
        character is ',' or ' ' || (character == '=' && !inMeasurement);

    private static void Append(StringBuilder key, string text, string special)
    {
        foreach (var character in text)
        {
            if (special.Contains(character, StringComparison.Ordinal))
            {
                key.Append('\\');
            }

            key.Append(character);
        }
    }
}
