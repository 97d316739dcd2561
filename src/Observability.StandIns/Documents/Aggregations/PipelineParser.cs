using System.Text.Json;
using Observability.StandIns.Documents.Configuration;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>Reads aggregations of results.</summary>
internal static class PipelineParser
{
    private const int LargestWindow = 10_000;

    /// <summary>Reads one; null where the kind is none.</summary>
    /// <exception cref="ApiException">It has a mistake, or is not supported.</exception>
    public static Pipeline? Parse(string name, string kind, JsonElement body)
    {
        switch (kind)
        {
            case "derivative":
                var unit = body.TryGet("unit", out var value) && TimeValue.TryParse(
                    Days(value.Text("unit")), out var milliseconds) ? milliseconds : 0;
                return Sequence(name, body, static (numbers, at) => at > 0 ? numbers[at] - numbers[at - 1] : null, skipsGaps: false, unit);
            case "cumulative_sum":
                var sum = 0d;
                return new SequencePipeline(
                    name, Path(kind, body), GapPolicy.InsertZeros,
                    (numbers, at) => sum = (at == 0 ? 0 : sum) + (double.IsFinite(numbers[at]) ? numbers[at] : 0), skipsGaps: false, 0);
            case "serial_diff":
                var lag = body.TryGet("lag", out var given) ? given.Whole("lag", 1, LargestWindow) : 1;
                double? Difference(IReadOnlyList<double> numbers, int at) =>
                    at >= lag && numbers[at] - numbers[at - lag] is var number && double.IsFinite(number) ? number : null;
                return Sequence(name, body, Difference, skipsGaps: false);
            case "moving_fn":
                return ParseMoving(name, body);
            case "bucket_script":
                return ParseScript(name, body);
            case "avg_bucket" or "sum_bucket" or "min_bucket" or "max_bucket":
                return new SiblingPipeline(name, kind, Path(kind, body), Gaps(body));
            case "bucket_selector" or "bucket_sort" or "cumulative_cardinality" or "extended_stats_bucket" or "inference" or "moving_percentiles" or "normalize"
                or "percentiles_bucket" or "stats_bucket" or "change_point" or "bucket_correlation" or "bucket_count_ks_test" or "moving_avg":
                throw ApiErrors.NotSupported($"the aggregation [{kind}]");
            default:
                return null;
        }
    }

    private static SequencePipeline Sequence(
        string name, JsonElement body, Func<IReadOnlyList<double>, int, double?> step, bool skipsGaps, double unit = 0) =>
        new(name, Path(name, body), Gaps(body), step, skipsGaps, unit);

    private static SequencePipeline ParseMoving(string name, JsonElement body)
    {
        var window = body.TryGet("window", out var size) ? size.Whole("window", 1, LargestWindow) : throw ApiErrors.Parsing("Required [window]");
        var shift = body.TryGet("shift", out var shifted) ? shifted.Whole("shift", -LargestWindow, LargestWindow) : 0;
        var script = body.TryGet("script", out var text) ? ScriptText(text) : throw ApiErrors.Parsing("Required [script]");
        Func<List<double>, double> function = string.Concat(script.Where(character => !char.IsWhiteSpace(character))).TrimEnd(';') switch
        {
            "MovingFunctions.unweightedAvg(values)" => static values => values.Count == 0 ? double.NaN : values.Average(),
            "MovingFunctions.max(values)" => static values => values.Count == 0 ? double.NaN : values.Max(),
            "MovingFunctions.min(values)" => static values => values.Count == 0 ? double.NaN : values.Min(),
            "MovingFunctions.sum(values)" => static values => values.Sum(),
            // The server begins to add the weights up with one.
            "MovingFunctions.linearWeightedAvg(values)" => static values =>
                values.Count == 0 ? double.NaN : values.Select((value, i) => value * (i + 1)).Sum() / (1 + (values.Count * (values.Count + 1) / 2.0)),
            _ => throw ApiErrors.NotSupported($"the aggregation [moving_fn] with the script [{script}]"),
        };

        double? Move(IReadOnlyList<double> numbers, int at)
        {
            // The window ends before the bucket; shifted by one it ends with it.
            var end = Math.Clamp(at + shift, 0, numbers.Count);
            var start = Math.Clamp(at + shift - window, 0, end);
            return function([.. numbers.Skip(start).Take(end - start).Where(double.IsFinite)]);
        }

        return Sequence(name, body, Move, skipsGaps: true);
    }

    private static ScriptPipeline ParseScript(string name, JsonElement body)
    {
        if (!body.TryGet("buckets_path", out var paths) || paths.ValueKind != JsonValueKind.Object)
        {
            throw ApiErrors.Parsing("[bucket_script] requires a map [buckets_path]");
        }

        var script = body.TryGet("script", out var text) ? ScriptText(text) : throw ApiErrors.Parsing("Required [script]");
        return new ScriptPipeline(
            name,
            paths.EnumerateObject().ToDictionary(
                path => path.Name, path => AggregationPath.Parse(path.Value.Text("buckets_path")), StringComparer.Ordinal),
            ArithmeticExpression.Parse(script),
            Gaps(body));
    }

    private static string ScriptText(JsonElement script) => script.ValueKind == JsonValueKind.String ? script.GetString()!
        : script.TryGet("source", out var source) || script.TryGet("inline", out source) ? source.Text("script")
        : throw ApiErrors.NotSupported("scripts that are kept by the server");

    private static AggregationPath Path(string kind, JsonElement body) => body.TryGet("buckets_path", out var path) && path.Items().Any()
        ? AggregationPath.Parse(path.Items().First().Text("buckets_path"))
        : throw ApiErrors.Parsing($"Required [buckets_path] of [{kind}]");

    private static GapPolicy Gaps(JsonElement body) => !body.TryGet("gap_policy", out var policy) ? GapPolicy.Skip : policy.Text("gap_policy") switch
    {
        "insert_zeros" => GapPolicy.InsertZeros,
        "skip" => GapPolicy.Skip,
        "keep_values" => GapPolicy.KeepValues,
        var other => throw ApiErrors.Parsing($"Invalid gap policy: [{other}], accepted values: [insert_zeros, skip, keep_values]"),
    };

    private static string Days(string unit) => unit switch { "second" => "1s", "minute" => "1m", "hour" => "1h", "day" => "1d", "week" => "7d", _ => unit };
}
