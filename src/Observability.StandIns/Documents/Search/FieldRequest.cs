using System.Text.Json;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Search;

/// <summary>A field whose values are wanted.</summary>
/// <param name="Pattern">Its name, or a pattern.</param>
/// <param name="Format">How dates are written; null where it is the field's way.</param>
internal sealed record FieldRequest(string Pattern, DateFormat? Format)
{
    /// <summary>Reads <c>"field"</c> or <c>{"field":"…","format":"…"}</c>, or a list of them.</summary>
    /// <exception cref="ApiException">It has a mistake.</exception>
    public static IReadOnlyList<FieldRequest> Read(string where, JsonElement element) =>
    [
        .. element.Items().Select(item =>
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                return new FieldRequest(item.Text(where), null);
            }

            var name = item.TryGet("field", out var field) ? field.Text(where) : throw ApiErrors.Parsing($"[{where}] requires a [field]");
            var format = item.TryGet("format", out var given) && given.ValueKind == JsonValueKind.String && given.GetString() != "use_field_mapping"
                ? DateFormat.Parse(given.GetString()!)
                : null;
            return new FieldRequest(name, format);
        }),
    ];
}
