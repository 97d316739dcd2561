using System.Text.Json;
using Observability.StandIns.Documents.Mapping;

namespace Observability.StandIns.Documents.Search;

/// <summary>The values of a document's fields, read from the document itself.</summary>
internal sealed class SourceValues : IDisposable
{
    private readonly JsonDocument _document;
    private readonly IReadOnlyDictionary<string, Field> _fields;

    /// <summary>Reads a document.</summary>
    public SourceValues(ReadOnlyMemory<byte> source, IReadOnlyDictionary<string, Field> fields) =>
        (_document, _fields) = (JsonDocument.Parse(source), fields);

    /// <summary>The values of a field; those of a multi-field are its parent's.</summary>
    public IEnumerable<JsonElement> Of(Field field)
    {
        var path = field.Path;
        var dot = path.LastIndexOf('.');
        if (dot > 0 && _fields.TryGetValue(path[..dot], out var parent) && parent.Fields.ContainsValue(field))
        {
            path = parent.Path;
        }

        return Find(_document.RootElement, path)
            .Where(value => value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Object) && (field.Kind != FieldKind.Keyword || value.ToString().Length <= field.IgnoreAbove));
    }

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    // A name with dots may be one name, or a path, or both in turn.
    private static IEnumerable<JsonElement> Find(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Array:
                return element.EnumerateArray().SelectMany(item => Find(item, path));
            case JsonValueKind.Object when path.Length > 0:
                return element.EnumerateObject()
                    .Where(property => path.StartsWith(property.Name, StringComparison.Ordinal) && (path.Length == property.Name.Length || path[property.Name.Length] == '.'))
                    .SelectMany(property => Find(property.Value, path.Length == property.Name.Length ? string.Empty : path[(property.Name.Length + 1)..]));
            default:
                return path.Length == 0 ? [element] : [];
        }
    }
}
