using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.Queries.Elasticsearch;

/// <summary>
/// Makes frames of the groups of an answer, nested as they were asked for: series where the innermost are times, else a table.
/// <code>
/// {"aggregations":{"3":{"buckets":[{"key":"cpu","doc_count":5,"2":{"buckets":[{"key":1700000000000,"doc_count":1,"1":{"value":0.5}}]}}]}}}
/// </code>
/// </summary>
internal sealed partial class SearchAnswer(SearchRequest request, string? alias, string query)
{
    private readonly List<Frame> _series = [];
    private readonly List<(IReadOnlyList<KeyValuePair<string, string>> Keys, JsonObject Bucket)> _rows = [];

    private bool IsSeries => request.Groups[^1].Text("type") == "date_histogram";

    private List<JsonObject> Shown => [.. request.Metrics.Where(metric => !metric.Flag("hide"))];

    /// <summary>Reads the answer.</summary>
    public IReadOnlyList<Frame> Read(JsonObject aggregations)
    {
        Walk(aggregations, 0, []);
        return IsSeries ? _series : _rows.Count == 0 ? [] : [CreateTable()];
    }

    private void Walk(JsonObject parent, int depth, IReadOnlyList<KeyValuePair<string, string>> keys)
    {
        var group = request.Groups[depth];
        var buckets = BucketsOf(parent.Map(SearchRequest.IdOf(group)));
        if (depth == request.Groups.Count - 1 && IsSeries)
        {
            AddSeries(group, [.. buckets.Select(bucket => bucket.Bucket)], keys);
            return;
        }

        foreach (var (key, bucket) in buckets)
        {
            KeyValuePair<string, string>[] inner = [.. keys, new(group.Text("field") ?? "filter", key)];
            if (depth == request.Groups.Count - 1)
            {
                _rows.Add((inner, bucket));
            }
            else
            {
                Walk(bucket, depth + 1, inner);
            }
        }
    }

    // A list, or for filters a map by their names.
    private static IEnumerable<(string Key, JsonObject Bucket)> BucketsOf(JsonObject? group) => group?["buckets"] switch
    {
        JsonArray list => list.OfType<JsonObject>()
            .Select(bucket => (bucket.Text("key_as_string") ?? bucket.Text("key") ?? string.Empty, bucket)),
        JsonObject map => map.Where(pair => pair.Value is JsonObject).Select(pair => (pair.Key, pair.Value!.AsObject())),
        _ => [],
    };

    private void AddSeries(JsonObject group, List<JsonObject> buckets, IReadOnlyList<KeyValuePair<string, string>> keys)
    {
        // The first and last groups are cut by the time range where that is asked for.
        var trim = (int)(group.Map("settings").Number("trimEdges") ?? 0);
        if (trim > 0 && buckets.Count > 2 * trim)
        {
            buckets = buckets.GetRange(trim, buckets.Count - (2 * trim));
        }

        foreach (var metric in Shown)
        {
            foreach (var (suffix, read) in ReadersOf(metric, buckets))
            {
                var name = NameOf(metric, suffix, keys);
                var labels = keys.DistinctBy(key => key.Key).ToDictionary(key => key.Key, key => key.Value, StringComparer.Ordinal);
                _series.Add(new Frame(name,
                [
                    Field.Time("Time", [.. buckets.Select(bucket => (long?)bucket.Number("key"))]),
                    Field.Number("Value", [.. buckets.Select(read)]) with { Labels = labels,
                        Config = new JsonObject { ["displayNameFromDS"] = name } },
                ])
                { Meta = CreateMeta("timeseries-multi") });
            }
        }
    }

    private Frame CreateTable()
    {
        var fields = new List<Field>();
        for (var index = 0; index < request.Groups.Count; index++)
        {
            var column = index;
            var isNumber = request.Groups[index].Text("type") == "histogram";
            var name = request.Groups[index].Text("field") ?? "filter";
            fields.Add(isNumber
                ? Field.Number(name, [.. _rows.Select(row =>
                    double.TryParse(row.Keys[column].Value, CultureInfo.InvariantCulture, out var key) ? key : (double?)null)])
                : Field.Text(name, [.. _rows.Select(row => row.Keys[column].Value)]));
        }

        var buckets = _rows.ConvertAll(row => row.Bucket);
        foreach (var metric in Shown)
        {
            foreach (var (suffix, read) in ReadersOf(metric, buckets))
            {
                fields.Add(Field.Number(DescribeMetric(metric, suffix), [.. buckets.Select(read)]));
            }
        }

        return new Frame(null, fields) { Meta = CreateMeta("table") };
    }

    // One for most metrics; one for each percentile, and for each part of the statistics that is asked for.
    private static IEnumerable<(string? Suffix, Func<JsonObject, double?> Read)> ReadersOf(JsonObject metric, List<JsonObject> buckets)
    {
        var id = SearchRequest.IdOf(metric);
        switch (metric.Text("type"))
        {
            case null or "count":
                yield return (null, bucket => bucket.Number("doc_count"));
                break;
            case "percentiles":
                var names = buckets.Select(bucket => bucket.Map(id).Map("values"))
                    .FirstOrDefault(values => values is not null)?.Select(pair => pair.Key).ToList() ?? [];
                foreach (var name in names)
                {
                    yield return ($"p{name}", bucket => bucket.Map(id).Map("values").Number(name));
                }

                break;
            case "extended_stats":
                foreach (var (part, _) in (metric.Map("meta") ?? []).Where(pair => pair.Value.Text() == "true"))
                {
                    yield return (part, part switch
                    {
                        "std_deviation_bounds_upper" => bucket => bucket.Map(id).Map("std_deviation_bounds").Number("upper"),
                        "std_deviation_bounds_lower" => bucket => bucket.Map(id).Map("std_deviation_bounds").Number("lower"),
                        _ => bucket => bucket.Map(id).Number(part),
                    });
                }

                break;
            default:
                yield return (null, bucket => bucket.Map(id).Number("normalized_value") ?? bucket.Map(id).Number("value"));
                break;
        }
    }

    private string NameOf(JsonObject metric, string? suffix, IReadOnlyList<KeyValuePair<string, string>> keys)
    {
        if (!string.IsNullOrEmpty(alias))
        {
            return Placeholder().Replace(alias, match => match.Groups["name"].Value switch
            {
                "metric" => DescribeMetric(metric, suffix),
                "field" => metric.Text("field") ?? string.Empty,
                var name => keys.FirstOrDefault(key => key.Key == name, new(string.Empty, match.Value)).Value,
            });
        }

        var described = DescribeMetric(metric, suffix);
        var values = string.Join(' ', keys.Select(key => key.Value));
        return keys.Count == 0 ? described : Shown.Count > 1 || suffix is not null ? $"{values} {described}" : values;
    }

    private static string DescribeMetric(JsonObject metric, string? suffix)
    {
        var name = metric.Text("type") switch
        {
            null or "count" => "Count",
            "avg" => "Average",
            "sum" => "Sum",
            "max" => "Max",
            "min" => "Min",
            "cardinality" => "Unique Count",
            "percentiles" or "extended_stats" => suffix ?? string.Empty,
            "derivative" => "Derivative",
            "cumulative_sum" => "Cumulative Sum",
            "bucket_script" => "Bucket Script",
            var type => type,
        };
        return metric.Text("type") is null or "count" or "bucket_script" || metric.Text("field") is not { Length: > 0 } field ? name
            : $"{name} {field}";
    }

    private JsonObject CreateMeta(string type) => new() { ["type"] = type, ["executedQueryString"] = query };

    // {{term host}}, {{host}}, {{metric}}, {{field}}
    [GeneratedRegex(@"\{\{\s*(?:term\s+)?(?<name>.+?)\s*\}\}")]
    private static partial Regex Placeholder();
}
