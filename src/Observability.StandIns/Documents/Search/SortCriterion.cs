using System.Text.Json;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Search;

/// <summary>
/// By what hits are ordered (https://www.elastic.co/docs/reference/elasticsearch/rest-apis/sort-search-results).
/// </summary>
/// <param name="Field">Name of the field; <c>_doc</c> is the order in which documents came, <c>_score</c> is no order.</param>
/// <param name="IsDescending">True where the largest come first.</param>
internal sealed record SortCriterion(string Field, bool IsDescending)
{
    private const int MostCriteria = 32;

    /// <summary>True where what has no value comes first.</summary>
    public bool MissingFirst { get; init; }

    /// <summary>True where an index without the field is no mistake.</summary>
    public bool AllowsUnmapped { get; init; }

    /// <summary>How dates are written; null where they are numbers.</summary>
    public DateFormat? Format { get; init; }

    /// <summary>True where it is the order in which documents came.</summary>
    public bool IsDocument => Field is "_doc" or "_shard_doc";

    /// <summary>Reads <c>"field"</c>, <c>{"field":"desc"}</c>, <c>{"field":{"order":"desc", …}}</c>, or a list of them.</summary>
    /// <exception cref="ApiException">It has a mistake, or is not supported.</exception>
    public static IReadOnlyList<SortCriterion> Read(JsonElement element)
    {
        var criteria = new List<SortCriterion>();
        foreach (var item in element.Items())
        {
            if (item.ValueKind == JsonValueKind.String)
            {
                criteria.Add(Create(item.GetString()!, null));
                continue;
            }

            foreach (var property in item.Map("sort"))
            {
                criteria.Add(property.Value.ValueKind == JsonValueKind.Object
                    ? ReadLong(property)
                    : Create(property.Name, property.Value.Text("sort")));
            }
        }

        return criteria.Count <= MostCriteria ? criteria : throw ApiErrors.IllegalArgument(
            $"there are more than {MostCriteria} sort criteria");
    }

    /// <summary>Reads the parameter <c>sort</c>: <c>field:desc,other</c>.</summary>
    /// <exception cref="ApiException">It has a mistake.</exception>
    public static IReadOnlyList<SortCriterion> Parse(string text) =>
    [
        .. text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part =>
        {
            var colon = part.LastIndexOf(':');
            return colon < 0 ? Create(part, null) : Create(part[..colon], part[(colon + 1)..]);
        }),
    ];

    private static SortCriterion ReadLong(JsonProperty property)
    {
        var criterion = Create(property.Name, property.Value.TryGet("order", out var order) ? order.Text("order") : null);
        foreach (var option in property.Value.EnumerateObject())
        {
            criterion = option.Name switch
            {
                "order" => criterion,
                "missing" => criterion with
                {
                    MissingFirst = option.Value.Text("missing") switch
                    {
                        "_first" => true,
                        "_last" => false,
                        var value => throw ApiErrors.NotSupported($"sorting with [missing: {value}]"),
                    },
                },
                "unmapped_type" => criterion with { AllowsUnmapped = true },
                "format" => criterion with { Format = DateFormat.Parse(option.Value.Text("format")) },
                "mode" when option.Value.Text("mode") == (criterion.IsDescending ? "max" : "min") => criterion,
                "ignore_unmapped" => criterion with { AllowsUnmapped = option.Value.Flag("ignore_unmapped") },
                "numeric_type" or "nested" or "mode" => throw ApiErrors.NotSupported($"sorting with [{option.Name}]"),
                _ => throw ApiErrors.XContent($"[1:1] [field_sort] unknown field [{option.Name}]"),
            };
        }

        return criterion;
    }

    private static SortCriterion Create(string field, string? order) => field switch
    {
        "_script" or "_geo_distance" => throw ApiErrors.NotSupported($"sorting by [{field}]"),
        "_id" or "_index" => throw ApiErrors.NotSupported($"sorting by [{field}]"),
        _ => new SortCriterion(field, order?.ToLowerInvariant() switch
        {
            null => field == "_score",
            "asc" => false,
            "desc" => true,
            _ => throw ApiErrors.IllegalArgument($"Unknown SortOrder [{order}]"),
        }),
    };
}
