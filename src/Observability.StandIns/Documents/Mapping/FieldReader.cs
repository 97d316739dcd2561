using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Text;

namespace Observability.StandIns.Documents.Mapping;

/// <summary>Reads a field's definition.</summary>
internal static class FieldReader
{
    // What changes neither the answers nor what is kept.
    private static readonly HashSet<string> s_meaningless = new(StringComparer.Ordinal)
    {
        "boost", "eager_global_ordinals", "fielddata_frequency_filter", "index_options", "index_phrases", "index_prefixes", "locale", "meta", "norms",
        "position_increment_gap", "similarity", "split_queries_on_whitespace", "store", "term_vector", "time_series_dimension", "time_series_metric",
        "search_quote_analyzer", "type", "fields",
    };

    /// <summary>Makes a field of its definition.</summary>
    /// <exception cref="ApiException">The definition has a mistake.</exception>
    public static Field Read(int id, string path, JsonElement definition)
    {
        if (!definition.TryGet("type", out var type) || type.ValueKind != JsonValueKind.String)
        {
            throw MappingErrors.Wrong($"No type specified for field [{path}]");
        }

        var name = type.GetString()!;
        var field = new Field(id, path, name, FieldTypes.KindOf(name, path));
        Update(field, definition);
        if (name == "scaled_float" && !definition.TryGet("scaling_factor", out _))
        {
            throw MappingErrors.Wrong($"Failed to parse mapping: Field [scaling_factor] is required");
        }

        return field;
    }

    /// <summary>Gives a field the parameters of a definition.</summary>
    /// <exception cref="ApiException">The definition has a mistake.</exception>
    public static void Update(Field field, JsonElement definition)
    {
        var kept = new JsonObject();
        foreach (var property in definition.EnumerateObject())
        {
            if (!s_meaningless.Contains(property.Name))
            {
                Set(field, property.Name, property.Value);
            }

            if (property.Name != "fields")
            {
                kept[property.Name] = JsonNode.Parse(property.Value.GetRawText());
            }
        }

        field.Definition = kept;
    }

    private static void Set(Field field, string name, JsonElement value)
    {
        switch (name)
        {
            case "index":
                field.IsIndexed = Flag(field, name, value);
                break;
            case "doc_values":
                field.HasDocValues = Flag(field, name, value);
                break;
            case "fielddata" when field.Kind == FieldKind.Text:
                field.HasDocValues = Flag(field, name, value);
                break;
            case "ignore_above" when field.Kind == FieldKind.Keyword:
                field.IgnoreAbove = value.Whole(name, 1);
                break;
            case "ignore_malformed" when field.Kind is not (FieldKind.Text or FieldKind.Keyword):
                field.IgnoresMalformed = Flag(field, name, value);
                break;
            case "coerce" when field.IsNumber:
                field.Coerces = Flag(field, name, value);
                break;
            case "scaling_factor" when field.Type == "scaled_float":
                field.Scale = value.ValueKind == JsonValueKind.Number && value.GetDouble() > 0 ? value.GetDouble() : throw Wrong(field, name, value);
                break;
            case "format" when field.Kind == FieldKind.Date:
                field.Format = DateFormat.Parse(value.Text(name));
                break;
            case "null_value":
                field.NullValue = value.ValueKind is JsonValueKind.String ? value.GetString() : value.GetRawText();
                break;
            case "normalizer" when field.Kind == FieldKind.Keyword:
                field.IsLowerCase = value.Text(name) == "lowercase" ? true : throw ApiErrors.NotSupported(
                    $"normalizer [{value}] (field [{field.Path}])");
                break;
            case "analyzer" or "search_analyzer" when field.Kind == FieldKind.Text:
                var analyzer = Analyzer.Find(value.Text(name)) ?? throw ApiErrors.NotSupported(
                    $"analyzer [{value}] (field [{field.Path}])");
                field.Analyzer = name == "analyzer" ? analyzer : field.Analyzer;
                field.SearchAnalyzer = name == "search_analyzer" ? analyzer : field.SearchAnalyzer;
                break;
            case "copy_to" or "script" or "on_script_error":
                throw ApiErrors.NotSupported($"mapping parameter [{name}] (field [{field.Path}])");
            default:
                throw MappingErrors.Wrong($"unknown parameter [{name}] on mapper [{field.Path}] of type [{field.Type}]");
        }
    }

    private static bool Flag(Field field, string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String when value.GetString() is "true" => true,
        JsonValueKind.String when value.GetString() is "false" => false,
        _ => throw Wrong(field, name, value),
    };

    private static ApiException Wrong(Field field, string name, JsonElement value) =>
        MappingErrors.Wrong(string.Create(CultureInfo.InvariantCulture, $"Failed to parse mapping: [{name}] of field [{field.Path}] cannot be [{value.GetRawText()}]"));
}
