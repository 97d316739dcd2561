using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Mapping;

/// <summary>
/// A template for fields that no mapping names
/// (https://www.elastic.co/docs/manage-data/data-store/mapping/dynamic-templates):
/// <code>
/// {"strings":{"match_mapping_type":"string","mapping":{"type":"keyword"}}}
/// </code>
/// </summary>
internal sealed class DynamicTemplate
{
    private readonly Dictionary<string, string[]> _conditions = new(StringComparer.Ordinal);
    private JsonElement _mapping;

    /// <summary>Reads one.</summary>
    /// <exception cref="ApiException">It has a mistake.</exception>
    public static DynamicTemplate Read(JsonElement element)
    {
        if (element.Map("dynamic_templates") is not [{ Value.ValueKind: JsonValueKind.Object } entry])
        {
            throw MappingErrors.Wrong("A dynamic template must be defined with a name");
        }

        var (name, body) = (entry.Name, entry.Value);
        var template = new DynamicTemplate { _mapping = JsonSerializer.SerializeToElement(new JsonObject()) };
        foreach (var property in body.EnumerateObject())
        {
            switch (property.Name)
            {
                case "match" or "unmatch" or "path_match" or "path_unmatch" or "match_mapping_type" or "unmatch_mapping_type":
                    template._conditions[property.Name] = property.Value.ValueKind == JsonValueKind.Array
                        ? [.. property.Value.EnumerateArray().Select(item => item.ToString())]
                        : [property.Value.ToString()];
                    break;
                case "match_pattern" when property.Value.ToString() == "simple":
                    break;
                case "mapping" when property.Value.ValueKind == JsonValueKind.Object:
                    template._mapping = property.Value.Clone();
                    break;
                case "match_pattern" or "runtime":
                    throw ApiErrors.NotSupported($"dynamic templates with [{property.Name}: {property.Value}]");
                default:
                    throw MappingErrors.Wrong($"Failed to parse dynamic template [{name}]: unknown parameter [{property.Name}]");
            }
        }

        return template;
    }

    /// <summary>True where it is for the field.</summary>
    /// <param name="name">The field's own name.</param>
    /// <param name="path">Its full name.</param>
    /// <param name="type">What kind of value it came with: <c>string</c>, <c>long</c>, <c>double</c>, <c>boolean</c>, <c>date</c>, <c>object</c>.</param>
    public bool Fits(string name, string path, string type) =>
        Allows("match", name) && Allows("path_match", path) && Allows("match_mapping_type", type)
        && !Forbids("unmatch", name) && !Forbids("path_unmatch", path) && !Forbids("unmatch_mapping_type", type);

    /// <summary>The definition of the field.</summary>
    public JsonElement Define(string name, string type)
    {
        var mapping = JsonNode.Parse(_mapping.GetRawText())!.AsObject();
        var dynamicType = type switch { "string" => "text", "double" => "float", _ => type };
        foreach (var (key, value) in mapping.ToList())
        {
            if (value is JsonValue text && text.TryGetValue(out string? pattern) && pattern.Contains('{', StringComparison.Ordinal))
            {
                mapping[key] = pattern.Replace("{name}", name, StringComparison.Ordinal).Replace(
                    "{dynamic_type}", dynamicType, StringComparison.Ordinal);
            }
        }

        mapping.TryAdd("type", dynamicType);
        return JsonSerializer.SerializeToElement(mapping);
    }

    private bool Allows(string condition, string value) =>
        !_conditions.TryGetValue(condition, out var patterns) || patterns.Any(pattern => Wildcard.IsMatch(pattern, value));

    private bool Forbids(string condition, string value) =>
        _conditions.TryGetValue(condition, out var patterns) && patterns.Any(pattern => Wildcard.IsMatch(pattern, value));
}
