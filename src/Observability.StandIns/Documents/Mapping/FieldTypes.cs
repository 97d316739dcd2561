using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Mapping;

/// <summary>
/// The types of fields that are known (https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/field-data-types).
/// </summary>
internal static class FieldTypes
{
    private static readonly Dictionary<string, FieldKind> s_kinds = new(StringComparer.Ordinal)
    {
        ["keyword"] = FieldKind.Keyword, ["wildcard"] = FieldKind.Keyword,
        ["text"] = FieldKind.Text, ["match_only_text"] = FieldKind.Text,
        ["long"] = FieldKind.Long, ["integer"] = FieldKind.Long, ["short"] = FieldKind.Long, ["byte"] = FieldKind.Long,
        ["double"] = FieldKind.Double, ["float"] = FieldKind.Double, ["half_float"] = FieldKind.Double, ["scaled_float"] = FieldKind.Double,
        ["date"] = FieldKind.Date, ["boolean"] = FieldKind.Boolean, ["ip"] = FieldKind.Ip, ["binary"] = FieldKind.Binary,
    };

    // The server has them; here whoever needs one is told so.
    private static readonly HashSet<string> s_others = new(StringComparer.Ordinal)
    {
        "alias", "completion", "constant_keyword", "date_nanos", "date_range", "dense_vector", "double_range", "flattened", "float_range", "geo_point", "geo_shape",
        "histogram", "integer_range", "ip_range", "join", "long_range", "nested", "percolator", "point", "rank_feature", "rank_features",
        "search_as_you_type", "semantic_text", "shape", "sparse_vector", "token_count", "unsigned_long", "version", "aggregate_metric_double", "passthrough",
        "counted_keyword",
    };

    /// <summary>How a type's values are kept.</summary>
    /// <exception cref="ApiException">There is no such type, or it is not supported.</exception>
    public static FieldKind KindOf(string type, string field) =>
        s_kinds.TryGetValue(type, out var kind) ? kind
        : s_others.Contains(type) ? throw ApiErrors.NotSupported($"fields of the type [{type}] (field [{field}])")
        : throw MappingErrors.Wrong(
            $"The mapper type [{type}] declared on field [{field}] does not exist. It might have been created within a future version or "
            + "requires a plugin to be installed. Check the documentation.");

    /// <summary>Smallest and largest value of a type of whole numbers.</summary>
    public static (long Least, long Most) RangeOf(string type) => type switch
    {
        "integer" => (int.MinValue, int.MaxValue),
        "short" => (short.MinValue, short.MaxValue),
        "byte" => (sbyte.MinValue, sbyte.MaxValue),
        _ => (long.MinValue, long.MaxValue),
    };
}
