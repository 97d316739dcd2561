using System.Globalization;
using Observability.LogQL.Pipeline;
using Observability.LogQL.Text;

namespace Observability.LogQL.Templates;

/// <summary>
/// Values in a template: nothing, texts, whole numbers (long), numbers (double), booleans, times, lists and maps of what was JSON, and
/// the labels.
/// </summary>
internal static class GoValue
{
    /// <summary>Whether a value is something: not nothing, not empty and not zero.</summary>
    public static bool IsTrue(object? value) => value switch
    {
        null => false,
        bool flag => flag,
        string text => text.Length > 0,
        long number => number != 0,
        double number => number != 0,
        List<object?> list => list.Count > 0,
        SortedDictionary<string, object?> map => map.Count > 0,
        _ => true,
    };

    /// <summary>Go's name of a value's type.</summary>
    public static string TypeOf(object? value) => value switch
    {
        null => "nil",
        bool => "bool",
        string => "string",
        long => "int",
        double => "float64",
        GoTime => "time.Time",
        List<object?> => "[]interface {}",
        _ => "map[string]string",
    };

    /// <summary>A value as a whole number, where a function takes anything; what is none is 0.</summary>
    public static long ToWhole(object? value) => value switch
    {
        long number => number,
        double number when double.IsFinite(number) && Math.Abs(number) < long.MaxValue => (long)number,
        bool flag => flag ? 1 : 0,
        string text => ParseWhole(text),
        _ => 0,
    };

    /// <summary>A value as a number, where a function takes anything; what is none is 0.</summary>
    public static double ToNumber(object? value) => value switch
    {
        long number => number,
        double number => number,
        bool flag => flag ? 1 : 0,
        string text when GoNumber.TryParse(text, out var number) => number,
        _ => 0,
    };

    /// <summary>A text as JSON's values; nothing where it is no JSON.</summary>
    public static object? FromJson(System.Text.Json.JsonElement element) => element.ValueKind switch
    {
        System.Text.Json.JsonValueKind.String => element.GetString(),
        System.Text.Json.JsonValueKind.Number => element.GetDouble(),
        System.Text.Json.JsonValueKind.True => true,
        System.Text.Json.JsonValueKind.False => false,
        System.Text.Json.JsonValueKind.Array => element.EnumerateArray().Select(FromJson).ToList(),
        System.Text.Json.JsonValueKind.Object => ToMap(element),
        _ => null,
    };

    /// <summary>Keys and values of a map, in the order of the keys; null where it is none.</summary>
    public static IEnumerable<KeyValuePair<string, object?>>? Members(object? value) => value switch
    {
        SortedDictionary<string, object?> map => map,
        LineLabels labels => labels.ToSortedList().Select(label => KeyValuePair.Create(label.Name, (object?)label.Text)),
        _ => null,
    };

    private static SortedDictionary<string, object?> ToMap(System.Text.Json.JsonElement element)
    {
        var map = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            map[member.Name] = FromJson(member.Value);
        }

        return map;
    }

    // "3", "3.0" and "0x10" are numbers, "3.5" is none.
    private static long ParseWhole(string text)
    {
        if (text.IndexOf('.', StringComparison.Ordinal) is var point and > 0 && text.AsSpan(point + 1).Trim('0').IsEmpty)
        {
            text = text[..point];
        }

        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : 0;
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
