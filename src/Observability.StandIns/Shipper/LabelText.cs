using System.Globalization;
using System.Text;

namespace Observability.StandIns.Shipper;

/// <summary>Labels as text: <c>{resource="loki", stack="observability"}</c>, in the order of their names.</summary>
internal static class LabelText
{
    /// <summary>Writes them; names that begin with two underscores are left out.</summary>
    public static string Write(IEnumerable<KeyValuePair<string, string>> labels)
    {
        var text = new StringBuilder("{");
        var shown = labels.Where(label => !label.Key.StartsWith("__", StringComparison.Ordinal));
        foreach (var (name, value) in shown.OrderBy(label => label.Key, StringComparer.Ordinal))
        {
            text.Append(text.Length > 1 ? ", " : string.Empty).Append(name).Append("=\"");
            foreach (var rune in value.EnumerateRunes())
            {
                _ = rune.Value switch
                {
                    '"' => text.Append("\\\""),
                    '\\' => text.Append("\\\\"),
                    '\n' => text.Append("\\n"),
                    '\r' => text.Append("\\r"),
                    '\t' => text.Append("\\t"),
                    < ' ' or 0x7F => text.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
                    _ => text.Append(rune.ToString()),
                };
            }

            text.Append('"');
        }

        return text.Append('}').ToString();
    }

    /// <summary>True of a name that a label can have.</summary>
    public static bool IsName(string name) => name.Length > 0
        && !char.IsAsciiDigit(name[0])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
