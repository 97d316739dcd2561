using System.Globalization;
using System.Text;

namespace Observability.Hosting.Alloy;

/// <summary>A value of Alloy's configuration language (https://grafana.com/docs/alloy/latest/get-started/configuration-syntax/expressions/).</summary>
internal sealed class AlloyValue
{
    private AlloyValue(string source) => Source = source;

    /// <summary>The value as it stands in the file.</summary>
    public string Source { get; }

    /// <summary>A string, by itself wherever a value is asked for.</summary>
    public static implicit operator AlloyValue(string text) => Text(text);

    /// <summary>A string.</summary>
    public static AlloyValue Text(string text) => new(Quote(text));

    /// <summary>A list.</summary>
    public static AlloyValue List(IEnumerable<AlloyValue> items) => new($"[{string.Join(", ", items.Select(item => item.Source))}]");

    /// <summary>A map, in the given order.</summary>
    public static AlloyValue Map(params (string Key, AlloyValue Value)[] entries) =>
        new($"{{ {string.Join(", ", entries.Select(entry => $"{Quote(entry.Key)} = {entry.Value.Source}"))} }}");

    /// <summary>What a component exports, for example <c>loki.write.loki.receiver</c>.</summary>
    public static AlloyValue Export(AlloyBlock component, string export) => new($"{component.Name}.{component.Label}.{export}");

    /// <summary>
    /// A string literal. The language has Go's escapes, reads no character below a space in a string, and refuses a byte order
    /// mark that is not at the start of the file. Half of a surrogate pair is no text: it becomes the replacement character.
    /// </summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' or 0x7F or 0xFEFF => quoted.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => quoted.Append(rune.ToString()),
            };
        }

        return quoted.Append('"').ToString();
    }
}
