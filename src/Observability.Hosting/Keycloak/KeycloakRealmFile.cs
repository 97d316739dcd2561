using System.Text.Json;
using System.Text.Json.Nodes;

namespace Observability.Hosting.Keycloak;

/// <summary>Reads an AppHost author's own realm file.</summary>
internal static class KeycloakRealmFile
{
    private static readonly JsonDocumentOptions s_options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads the text.</summary>
    /// <exception cref="JsonException">It is not JSON, or not an object.</exception>
    public static JsonObject Parse(string text) =>
        JsonNode.Parse(text, documentOptions: s_options) as JsonObject ?? throw new JsonException("it is not a JSON object");

    /// <summary>The objects of a list that may not be there.</summary>
    public static IEnumerable<JsonObject> List(JsonObject json, string key) => (json[key] as JsonArray ?? []).OfType<JsonObject>();

    /// <summary>A text that may not be there.</summary>
    public static string? Text(JsonObject json, string key) =>
        json[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
