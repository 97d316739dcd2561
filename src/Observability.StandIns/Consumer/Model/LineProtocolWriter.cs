using System.Buffers;
using System.Globalization;
using System.Text;

namespace Observability.StandIns.Consumer.Model;

/// <summary>
/// Writes line protocol as Telegraf's serializer does: a tag without a value is left out, as is a field that is no number; an
/// unsigned integer becomes a signed one unless the store is told to know them.
/// </summary>
internal static class LineProtocolWriter
{
    private static readonly SearchValues<char> s_wordEscapes = SearchValues.Create("\t\n\f\r ,=");
    private static readonly SearchValues<char> s_nameEscapes = SearchValues.Create("\t\n\f\r ,");
    private static readonly SearchValues<char> s_textEscapes = SearchValues.Create("\\\"");

    /// <summary>Adds a line; none where no field can be written.</summary>
    /// <returns>True where a line was added.</returns>
    public static bool Write(StringBuilder text, Metric metric, bool hasUnsigned, string? withoutTag = null)
    {
        var start = text.Length;
        Escape(text, metric.Name, s_nameEscapes);
        foreach (var (key, value) in metric.Tags)
        {
            // No way to write one that ends with a backslash: it would escape what follows.
            var (plainKey, plainValue) = (key.TrimEnd('\\'), value.TrimEnd('\\'));
            if (plainKey.Length > 0 && plainValue.Length > 0 && key != withoutTag)
            {
                Escape(text.Append(','), plainKey, s_wordEscapes);
                Escape(text.Append('='), plainValue, s_wordEscapes);
            }
        }

        var separator = ' ';
        foreach (var (key, value) in metric.Fields)
        {
            var isNumber = value.Kind != FieldKind.Float || double.IsFinite(value.Float);
            if (key.Length > 0 && isNumber)
            {
                Escape(text.Append(separator), key, s_wordEscapes);
                WriteValue(text.Append('='), value, hasUnsigned);
                separator = ',';
            }
        }

        if (separator == ' ')
        {
            text.Length = start;
            return false;
        }

        text.Append(CultureInfo.InvariantCulture, $" {metric.Nanoseconds}\n");
        return true;
    }

    private static void WriteValue(StringBuilder text, FieldValue value, bool hasUnsigned)
    {
        switch (value.Kind)
        {
            case FieldKind.Float:
                text.Append(CultureInfo.InvariantCulture, $"{value.Float:R}");
                break;
            case FieldKind.Integer:
                text.Append(CultureInfo.InvariantCulture, $"{value.Integer}i");
                break;
            case FieldKind.Unsigned when hasUnsigned:
                text.Append(CultureInfo.InvariantCulture, $"{value.Unsigned}u");
                break;
            case FieldKind.Unsigned:
                text.Append(CultureInfo.InvariantCulture, $"{Math.Min(value.Unsigned, long.MaxValue)}i");
                break;
            case FieldKind.Boolean:
                text.Append(value.Boolean ? "true" : "false");
                break;
            default:
                WriteText(text, value.Text);
                break;
        }
    }

    private static void WriteText(StringBuilder text, string value)
    {
        var escaped = value.AsSpan().ContainsAny(s_textEscapes)
            ? value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
            : value;
        text.Append('"').Append(escaped).Append('"');
    }

    private static void Escape(StringBuilder text, string word, SearchValues<char> escapes)
    {
        if (!word.AsSpan().ContainsAny(escapes))
        {
            text.Append(word);
            return;
        }

        foreach (var character in word)
        {
            _ = character switch
            {
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                _ when escapes.Contains(character) => text.Append('\\').Append(character),
                _ => text.Append(character),
            };
        }
    }
}
