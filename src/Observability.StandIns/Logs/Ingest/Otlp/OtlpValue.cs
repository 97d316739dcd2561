using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Logs.Ingest.Otlp;

/// <summary>Values of OTLP as texts.</summary>
internal static class OtlpValue
{
    /// <summary>Deepest that values may be in each other.</summary>
    public const int MaxDepth = 32;

    private static readonly JsonSerializerOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value as a text: what has parts as JSON.</summary>
    public static string Format(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        bool flag => flag ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        byte[] bytes => Convert.ToBase64String(bytes),
        _ => ToJson(value)!.ToJsonString(s_options),
    };

    /// <summary>
    /// The attributes with those inside of others beside them: <c>http.request</c> with <c>method</c> is <c>http_request_method</c>.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string>> Flatten(IEnumerable<OtlpAttribute> attributes, string prefix = "")
    {
        foreach (var (key, value) in attributes)
        {
            var name = prefix + LabelNames.Normalize(key);
            if (value is IReadOnlyList<OtlpAttribute> inner)
            {
                foreach (var pair in Flatten(inner, name + "_"))
                {
                    yield return pair;
                }
            }
            else if (value is not null)
            {
                yield return new(name, Format(value));
            }
        }
    }

    private static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        bool flag => JsonValue.Create(flag),
        long number => JsonValue.Create(number),
        double number => double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(Format(number)),
        IReadOnlyList<OtlpAttribute> attributes => ToObject(attributes),
        IReadOnlyList<object?> items => new JsonArray([.. items.Select(ToJson)]),
        _ => JsonValue.Create(Format(value)),
    };

    private static JsonObject ToObject(IReadOnlyList<OtlpAttribute> attributes)
    {
        var map = new JsonObject();
        foreach (var (key, value) in attributes)
        {
            map[key] = ToJson(value);
        }

        return map;
    }
}
