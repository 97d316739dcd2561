using System.Text.Json.Nodes;

namespace Observability.Hosting.Keycloak;

/// <content>The ways in which the parts of the graph come into a realm that may have some already.</content>
internal static partial class KeycloakRealmWriter
{
    /// <summary>Name of GitHub among a realm's identity providers; a part of the callback URL.</summary>
    public const string GitHubAlias = "github";

    private static string Placeholder(string variable) => $"${{{variable}}}";

    // Dots separate the levels of a claim's name; one that belongs to a part has a backslash before it.
    private static string EscapeClaimPart(string part) =>
        part.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(".", "\\.", StringComparison.Ordinal);

    private static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);

    private static void SetDefault(JsonObject json, string key, JsonNode value)
    {
        if (!json.ContainsKey(key))
        {
            json[key] = value;
        }
    }

    private static JsonObject ChildOf(JsonObject json, string key)
    {
        if (json[key] is JsonObject child)
        {
            return child;
        }

        var created = new JsonObject();
        json[key] = created;
        return created;
    }

    // An empty list is left out.
    private static void Append(JsonObject json, string key, IEnumerable<JsonObject> items)
    {
        JsonArray? list = json[key] as JsonArray;
        foreach (var item in items)
        {
            if (list is null)
            {
                list = [];
                json[key] = list;
            }

            list.Add((JsonNode)item);
        }
    }
}
