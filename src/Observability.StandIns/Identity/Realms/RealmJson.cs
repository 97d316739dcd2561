using System.Text.Json;
using System.Text.RegularExpressions;

namespace Observability.StandIns.Identity.Realms;

/// <summary>
/// Reads values of a realm file, with <c>${NAME}</c> replaced from the environment. Keycloak replaces in the text of the file,
/// this in the values that were read from it: a quotation mark in a secret breaks nothing.
/// </summary>
/// <param name="file">Name of the file, for messages.</param>
/// <param name="getVariable">Reads the environment.</param>
internal sealed partial class RealmJson(string file, Func<string, string?> getVariable)
{
    /// <summary>The text, or null where there is none.</summary>
    public string? Text(JsonElement json, string key) =>
        Find(json, key, JsonValueKind.String) is { } value ? Expand(value.GetString()!) : null;

    /// <summary>The text.</summary>
    /// <exception cref="StandInException">There is none.</exception>
    public string RequireText(JsonElement json, string key, string where) =>
        Text(json, key) is { Length: > 0 } text ? text : throw new StandInException($"{file}: {where}.{key} is missing.");

    /// <summary>
    /// A secret. One whose variable is not set would be the variable's name, which anybody can read in the file.
    /// </summary>
    /// <exception cref="StandInException">The variable is not set.</exception>
    public string? Secret(JsonElement json, string key, string where)
    {
        var text = Text(json, key);
        return text is not null && Placeholder().Match(text) is { Success: true } match
            ? throw new StandInException($"{file}: {where}.{key}: the environment variable {match.Groups["name"].Value} is not set.")
            : text;
    }

    /// <summary>True or false, also as the texts that Keycloak has in maps.</summary>
    public bool Flag(JsonElement json, string key, bool missing)
    {
        if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(key, out var value))
        {
            return missing;
        }

        return value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String when bool.TryParse(value.GetString(), out var flag) => flag,
            JsonValueKind.Null => missing,
            _ => throw Wrong(key, "true or false"),
        };
    }

    /// <summary>A whole number above 0.</summary>
    public int Number(JsonElement json, string key, int missing)
    {
        if (Find(json, key, JsonValueKind.Number) is not { } value)
        {
            return missing;
        }

        return value.TryGetInt32(out var number) && number > 0 ? number : throw Wrong(key, "a whole number above 0");
    }

    /// <summary>A time in seconds.</summary>
    public TimeSpan Seconds(JsonElement json, string key, int missing) => TimeSpan.FromSeconds(Number(json, key, missing));

    /// <summary>The object; an empty one where there is none.</summary>
    public JsonElement Object(JsonElement json, string key) => Find(json, key, JsonValueKind.Object) ?? default;

    /// <summary>The members of an object; none where there is none.</summary>
    public IEnumerable<JsonProperty> Members(JsonElement json, string key) =>
        Find(json, key, JsonValueKind.Object) is { } found ? found.EnumerateObject() : [];

    /// <summary>The items of a list; none where there is none.</summary>
    public IEnumerable<JsonElement> List(JsonElement json, string key) =>
        Find(json, key, JsonValueKind.Array) is { } list ? list.EnumerateArray() : [];

    /// <summary>The texts of a list, or null where there is none.</summary>
    public IReadOnlyList<string>? Texts(JsonElement json, string key) =>
        Find(json, key, JsonValueKind.Array) is { } list
            ? [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? Expand(item.GetString()!) : throw Wrong(key, "a list of texts"))]
            : null;

    private JsonElement? Find(JsonElement json, string key, JsonValueKind kind)
    {
        if (json.ValueKind != JsonValueKind.Object
            || !json.TryGetProperty(key, out var value)
            || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind == kind ? value : throw Wrong(key, $"a JSON {kind}");
    }

    private StandInException Wrong(string key, string expected) => new($"{file}: {key} is not {expected}.");

    private string Expand(string text) => text.Contains("${", StringComparison.Ordinal)
        ? Placeholder().Replace(text, match => getVariable(match.Groups["name"].Value) ?? match.Value)
        : text;

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Placeholder();
}
