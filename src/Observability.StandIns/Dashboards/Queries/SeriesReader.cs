using System.Globalization;
using System.Text.Json.Nodes;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.Queries;

/// <summary>
/// Reads the answers of the query API of Prometheus, which Loki shares (https://prometheus.io/docs/prometheus/latest/querying/api/):
/// <code>
/// {"resultType":"matrix","result":[{"metric":{"job":"a"},"values":[[1435781430.781,"1"],[1435781445.781,"NaN"]]}]}
/// {"resultType":"vector","result":[{"metric":{},"value":[1435781451.781,"0"]}]}
/// {"resultType":"scalar","result":[1435781451.781,"0"]}
/// </code>
/// </summary>
internal static class SeriesReader
{
    /// <summary>One frame for each series.</summary>
    public static List<Frame> Read(JsonObject? data, string? legend, string query, TimeSpan? step)
    {
        var type = data.Text("resultType");
        if (type is "scalar" or "string")
        {
            return [CreateFrame(type, [], new[] { data!["result"] }, legend, query, step)];
        }

        return
        [
            .. data.Maps("result").Select(series =>
                CreateFrame(type, ReadLabels(series.Map("metric")), SamplesOf(series), legend, query, step)),
        ];
    }

    private static ICollection<JsonNode?> SamplesOf(JsonObject series) =>
        series["values"] is JsonArray samples ? samples : new[] { series["value"] };

    private static Frame CreateFrame(
        string? type, Dictionary<string, string> labels, ICollection<JsonNode?> samples, string? legend, string query, TimeSpan? step)
    {
        var times = new List<long?>(samples.Count);
        var values = new List<double?>(samples.Count);
        foreach (var sample in samples)
        {
            if (sample is JsonArray { Count: 2 } pair)
            {
                times.Add((long)Math.Round((pair[0]?.GetValue<double>() ?? 0) * 1000));
                values.Add(ReadNumber(pair[1].Text()));
            }
        }

        var name = Legend.Write(legend, labels, query);
        var time = Field.Time("Time", times) with
        {
            Config = step is { } interval ? new JsonObject { ["interval"] = interval.TotalMilliseconds } : null,
        };
        var value = Field.Number("Value", values) with
        {
            Labels = labels,
            Config = new JsonObject { ["displayNameFromDS"] = name },
        };
        return new Frame(name, [time, value])
        {
            Meta = new JsonObject
            {
                ["type"] = step is null ? "numeric-multi" : "timeseries-multi",
                ["typeVersion"] = new JsonArray(0, 1),
                ["custom"] = new JsonObject { ["resultType"] = type },
                ["executedQueryString"] = query,
            },
        };
    }

    private static Dictionary<string, string> ReadLabels(JsonObject? metric) =>
        (metric ?? []).ToDictionary(label => label.Key, label => label.Value.Text() ?? string.Empty, StringComparer.Ordinal);

    private static double? ReadNumber(string? text) => text switch
    {
        "NaN" => double.NaN,
        "+Inf" or "Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
    };
}
