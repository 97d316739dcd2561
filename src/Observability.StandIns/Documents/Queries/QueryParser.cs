using System.Globalization;
using System.Text.Json;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Lucene;

namespace Observability.StandIns.Documents.Queries;

/// <summary>
/// Reads queries (https://www.elastic.co/docs/explore-analyze/query-filter/languages/querydsl). Those on one field are in
/// <see cref="FieldQueryParser"/>.
/// </summary>
internal static class QueryParser
{
    // As indices.query.bool.max_nested_depth; the second as deep as a query could use anything.
    private const int Deepest = 30;
    private const int MostClauses = 4096;

    private static readonly HashSet<string> s_others = new(StringComparer.Ordinal)
    {
        "boosting", "combined_fields", "distance_feature", "function_score", "fuzzy", "geo_bounding_box", "geo_distance", "geo_grid", "geo_polygon", "geo_shape",
        "has_child", "has_parent", "intervals", "knn", "match_bool_prefix", "more_like_this", "nested", "parent_id", "percolate", "pinned", "rank_feature", "rule",
        "script", "script_score", "semantic", "shape", "span_containing", "span_field_masking", "span_first", "span_multi", "span_near", "span_not", "span_or", "span_term",
        "span_within", "sparse_vector", "terms_set", "text_expansion", "weighted_tokens", "wrapper",
    };

    /// <summary>Reads a query.</summary>
    /// <exception cref="ApiException">It has a mistake, or is not supported.</exception>
    public static Query Parse(JsonElement element)
    {
        var clauses = 0;
        return Parse(element, 0, ref clauses);
    }

    private static Query Parse(JsonElement element, int depth, ref int clauses)
    {
        if (depth > Deepest)
        {
            throw ApiErrors.XContent(
                $"The nested depth of the query exceeds the maximum nested depth for queries set in "
                + $"[indices.query.bool.max_nested_depth]: {Deepest}");
        }

        if (++clauses > MostClauses)
        {
            throw ApiErrors.Shard(
                "too_many_nested_clauses", $"Query contains too many nested clauses; maxClauseCount is set to {MostClauses}");
        }

        if (element.ValueKind == JsonValueKind.Object && !element.EnumerateObject().Any())
        {
            throw ApiErrors.IllegalArgument("query malformed, empty clause found");
        }

        var (name, body) = (element.Single("query").Name, element.Single("query").Value);
        switch (name)
        {
            case "match_all" or "match_none":
                CheckNames(name, body, "boost", "_name");
                return new ConstantQuery(name == "match_all");
            case "bool":
                return ParseBoolean(body, depth, ref clauses);
            case "constant_score":
                CheckNames(name, body, "filter", "boost", "_name");
                return body.TryGet("filter", out var filter)
                    ? Parse(filter, depth + 1, ref clauses)
                    : throw ApiErrors.Parsing("[constant_score] requires a 'filter' element");
            case "dis_max":
                CheckNames(name, body, "queries", "tie_breaker", "boost", "_name");
                return new BooleanQuery([], ParseList(body, "queries", depth, ref clauses), [], static _ => 1);
            case "exists":
                CheckNames(name, body, "field", "boost", "_name");
                return new ExistsQuery(body.TryGet("field", out var field) ? field.Text("exists") : throw ApiErrors.Parsing("[exists] must be provided with a [field]"));
            case "ids":
                CheckNames(name, body, "values", "boost", "_name");
                return new IdentifiersQuery(body.TryGet("values", out var values) ? [.. values.Items().Select(id => id.Text("ids"))] : throw ApiErrors.Parsing("[ids] requires providing a [values] array"));
            case "query_string":
                return QueryStringParser.Parse(body);
            case "simple_query_string":
                return SimpleQueryStringParser.Parse(body);
            case "multi_match":
                return MultiMatchParser.Parse(body);
            default:
                return FieldQueryParser.Parse(name, body) ?? throw (s_others.Contains(name)
                    ? ApiErrors.NotSupported($"the query [{name}]")
                    : ApiErrors.Parsing($"unknown query [{name}]"));
        }
    }

    /// <summary>Checks that a map has no field but these.</summary>
    /// <exception cref="ApiException">It has.</exception>
    public static void CheckNames(string query, JsonElement body, params ReadOnlySpan<string> names)
    {
        foreach (var property in body.Map(query))
        {
            if (!names.Contains(property.Name))
            {
                throw ApiErrors.Parsing($"[{query}] query does not support [{property.Name}]");
            }
        }
    }

    /// <summary>Reads how many of so many must fit: <c>2</c>, <c>-1</c>, <c>75%</c>, <c>-25%</c>.</summary>
    /// <exception cref="ApiException">It is none of these.</exception>
    public static Func<int, int> ParseMinimum(JsonElement element)
    {
        var text = element.Text("minimum_should_match").Trim();
        if (text.Contains('<', StringComparison.Ordinal))
        {
            throw ApiErrors.NotSupported($"minimum_should_match with conditions [{text}]");
        }

        var isShare = text.EndsWith('%');
        if (!int.TryParse(isShare ? text[..^1] : text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw ApiErrors.IllegalArgument($"For input string: \"{text}\"");
        }

        return count =>
        {
            var part = isShare ? (long)count * number / 100 : number;
            return (int)Math.Clamp(number < 0 ? count + part : part, 0, count + 1);
        };
    }

    private static BooleanQuery ParseBoolean(JsonElement body, int depth, ref int clauses)
    {
        CheckNames("bool", body, "must", "filter", "should", "must_not", "minimum_should_match", "boost", "_name", "adjust_pure_negative");
        var must = ParseList(body, "must", depth, ref clauses);
        must.AddRange(ParseList(body, "filter", depth, ref clauses));
        var should = ParseList(body, "should", depth, ref clauses);
        var mustNot = ParseList(body, "must_not", depth, ref clauses);
        var least = body.TryGet("minimum_should_match", out var minimum) ? ParseMinimum(minimum)
            : must.Count == 0 && should.Count > 0 ? static _ => 1
            : (Func<int, int>)(static _ => 0);
        return new BooleanQuery(must, should, mustNot, least);
    }

    private static List<Query> ParseList(JsonElement body, string name, int depth, ref int clauses)
    {
        var queries = new List<Query>();
        if (body.TryGet(name, out var list))
        {
            foreach (var item in list.Items())
            {
                queries.Add(Parse(item, depth + 1, ref clauses));
            }
        }

        return queries;
    }

    /// <summary>Reads a range: <c>{"gte":"now-1h","lt":"now","format":"…","time_zone":"+01:00"}</c>.</summary>
    /// <exception cref="ApiException">It has a mistake.</exception>
    public static ValueRange ParseRange(JsonElement body)
    {
        var range = new ValueRange(null, false, null, false);
        foreach (var property in body.Map("range"))
        {
            var value = property.Value;
            var text = value.ValueKind == JsonValueKind.Null ? null : value.Text(property.Name);
            range = property.Name switch
            {
                "gte" or "from" => range with { Least = text },
                "gt" => range with { Least = text, ExcludesLeast = true },
                "lte" or "to" => range with { Most = text },
                "lt" => range with { Most = text, ExcludesMost = true },
                "include_lower" => range with { ExcludesLeast = !value.Flag("include_lower") },
                "include_upper" => range with { ExcludesMost = !value.Flag("include_upper") },
                "format" => range with { Format = DateFormat.Parse(text ?? string.Empty) },
                "time_zone" => range with { Zone = Zone.Parse(text ?? string.Empty) },
                "boost" or "relation" or "_name" => range,
                _ => throw ApiErrors.Parsing($"[range] query does not support [{property.Name}]"),
            };
        }

        return range;
    }
}
