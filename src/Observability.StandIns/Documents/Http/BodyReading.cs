using System.Globalization;
using System.Text.Json;

namespace Observability.StandIns.Documents.Http;

/// <summary>Reads the parts of bodies, with the server's leniency: numbers and booleans may be texts.</summary>
internal static class BodyReading
{
    /// <summary>A scalar as text.</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public static string Text(this JsonElement element, string where) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw ApiErrors.Parsing($"[{where}] a text or a number is expected, but found {Name(element)}"),
    };

    /// <summary>A whole number.</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public static long Whole(this JsonElement element, string where) =>
        element.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && long.TryParse(element.Text(where), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ApiErrors.IllegalArgument($"[{where}] a whole number is expected, but found [{element}]");

    /// <summary>A whole number of a range.</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public static int Whole(this JsonElement element, string where, int least, int most = int.MaxValue)
    {
        var number = element.Whole(where);
        return number >= least && number <= most
            ? (int)number
            : throw ApiErrors.IllegalArgument($"[{where}] must be from {least} to {most}, but was [{number}]");
    }

    /// <summary>A decimal number.</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public static double Decimal(this JsonElement element, string where) =>
        element.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && double.TryParse(element.Text(where), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw ApiErrors.IllegalArgument($"[{where}] a number is expected, but found [{element}]");

    /// <summary>True or false.</summary>
    /// <exception cref="ApiException">It is neither.</exception>
    public static bool Flag(this JsonElement element, string where) => element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when element.GetString() is "true" => true,
        JsonValueKind.String when element.GetString() is "false" => false,
        _ => throw ApiErrors.IllegalArgument($"Failed to parse value [{element}] of [{where}] as only [true] or [false] are allowed."),
    };

    /// <summary>A field of a map.</summary>
    /// <exception cref="ApiException">It is no map.</exception>
    public static bool TryGet(this JsonElement element, string name, out JsonElement value) => element.ValueKind == JsonValueKind.Object
        ? element.TryGetProperty(name, out value)
        : throw ApiErrors.Parsing($"a map with [{name}] is expected, but found {Name(element)}");

    /// <summary>The items of a list, or the thing itself where it is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [element];

    /// <summary>The only field of a map.</summary>
    /// <exception cref="ApiException">It is no map of one field.</exception>
    public static JsonProperty Single(this JsonElement element, string where)
    {
        var properties = element.Map(where);
        return properties.Count == 1
            ? properties[0]
            : throw ApiErrors.Parsing($"[{where}] malformed query, expected one field but found {properties.Count}");
    }

    /// <summary>The fields of a map.</summary>
    /// <exception cref="ApiException">It is none.</exception>
    public static List<JsonProperty> Map(this JsonElement element, string where) => element.ValueKind == JsonValueKind.Object
        ? [.. element.EnumerateObject()]
        : throw ApiErrors.Parsing($"[{where}] a map is expected, but found {Name(element)}");

    private static string Name(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "START_OBJECT",
        JsonValueKind.Array => "START_ARRAY",
        JsonValueKind.Null or JsonValueKind.Undefined => "VALUE_NULL",
        _ => $"[{element}]",
    };
}
