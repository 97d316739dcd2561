using System.Text.Json;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Search;

/// <summary>Which parts of a document are wanted (https://www.elastic.co/docs/reference/elasticsearch/rest-apis/retrieve-selected-fields#source-filtering).</summary>
/// <param name="IsWanted">False where nothing is.</param>
/// <param name="Includes">Names and patterns of what is; none is everything.</param>
/// <param name="Excludes">Names and patterns of what is not.</param>
internal sealed record SourceFilter(bool IsWanted, IReadOnlyList<string> Includes, IReadOnlyList<string> Excludes)
{
    /// <summary>Everything is wanted.</summary>
    public static SourceFilter Everything { get; } = new(true, [], []);

    /// <summary>Nothing is wanted.</summary>
    public static SourceFilter Nothing { get; } = new(false, [], []);

    /// <summary>Reads <c>false</c>, <c>"field"</c>, a list, or <c>{"includes":[…],"excludes":[…]}</c>.</summary>
    /// <exception cref="ApiException">It has a mistake.</exception>
    public static SourceFilter Read(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.True:
                return Everything;
            case JsonValueKind.False:
                return Nothing;
            case JsonValueKind.Object:
                IReadOnlyList<string> List(string name, string other) =>
                    element.TryGet(name, out var list) || element.TryGet(other, out list) ? [
                        .. list.Items().Select(item => item.Text("_source"))] : [];
                return new SourceFilter(true, List("includes", "include"), List("excludes", "exclude"));
            default:
                return new SourceFilter(true, [.. element.Items().Select(item => item.Text("_source"))], []);
        }
    }

    /// <summary>Reads the parameters <c>_source</c>, <c>_source_includes</c> and <c>_source_excludes</c>; null where there is none.</summary>
    public static SourceFilter? Read(ApiRequest request)
    {
        var (source, includes, excludes) = (request.Text("_source"), request.Text("_source_includes"), request.Text("_source_excludes"));
        if (source is null && includes is null && excludes is null)
        {
            return null;
        }

        return source switch
        {
            "false" => Nothing,
            null or "" or "true" => new SourceFilter(true, Split(includes), Split(excludes)),
            _ => new SourceFilter(true, Split(source), Split(excludes)),
        };
    }

    /// <summary>Writes what is wanted of a document.</summary>
    public void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> source)
    {
        if (Includes.Count == 0 && Excludes.Count == 0)
        {
            writer.WriteRawValue(source.Span, skipInputValidation: true);
            return;
        }

        using var document = JsonDocument.Parse(source);
        WriteObject(writer, document.RootElement, string.Empty, Includes.Count == 0);
    }

    private void WriteObject(Utf8JsonWriter writer, JsonElement element, string path, bool isIncluded)
    {
        writer.WriteStartObject();
        foreach (var property in element.EnumerateObject())
        {
            var name = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
            var isIn = isIncluded || IsIncluded(name);
            if (IsExcluded(name) || !(isIn || Holds(name, property.Value)))
            {
                continue;
            }

            writer.WritePropertyName(property.Name);
            WriteValue(writer, property.Value, name, isIn);
        }

        writer.WriteEndObject();
    }

    private void WriteValue(Utf8JsonWriter writer, JsonElement value, string name, bool isIn)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(writer, value, name, isIn);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray().Where(item => isIn || item.ValueKind is JsonValueKind.Object))
                {
                    WriteValue(writer, item, name, isIn);
                }

                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private bool IsIncluded(string name) => Includes.Any(pattern => Wildcard.IsMatch(pattern, name));

    private bool IsExcluded(string name) => Excludes.Any(pattern => Wildcard.IsMatch(pattern, name));

    /// <summary>True where something in it is wanted.</summary>
    private bool Holds(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Any(item => Holds(name, item)),
        JsonValueKind.Object => value.EnumerateObject().Any(property =>
            !IsExcluded($"{name}.{property.Name}") && (
                IsIncluded($"{name}.{property.Name}") || Holds($"{name}.{property.Name}", property.Value))),
        _ => false,
    };

    private static string[] Split(string? text) => text?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
