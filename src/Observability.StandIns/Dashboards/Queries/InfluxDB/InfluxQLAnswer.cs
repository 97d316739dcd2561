using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.Queries.InfluxDB;

/// <summary>
/// Reads answers of InfluxQL (https://docs.influxdata.com/influxdb/v2/query-data/influxql/), with times in milliseconds:
/// <code>
/// {"results":[{"series":[{"name":"cpu","tags":{"host":"a"},"columns":["time","mean"],"values":[[1700000000000,0.5]]}]}]}
/// </code>
/// </summary>
internal static partial class InfluxQLAnswer
{
    /// <summary>One frame for each column of numbers of each series; a table where there is no time.</summary>
    public static IReadOnlyList<Frame> Read(JsonNode answer, string? alias, string query)
    {
        var frames = new List<Frame>();
        foreach (var result in answer.Maps("results"))
        {
            if (result.Text("error") is { } error)
            {
                throw new QueryException(error, isStoresFault: true);
            }

            foreach (var series in result.Maps("series"))
            {
                frames.AddRange(ReadSeries(series, alias, query));
            }
        }

        return frames;
    }

    private static IEnumerable<Frame> ReadSeries(JsonObject series, string? alias, string query)
    {
        var columns = (series["columns"] as JsonArray ?? []).Select(column => column.Text() ?? string.Empty).ToList();
        var rows = (series["values"] as JsonArray ?? []).OfType<JsonArray>().ToList();
        var measurement = series.Text("name") ?? string.Empty;
        var tags = (series.Map("tags") ?? []).ToDictionary(tag => tag.Key, tag => tag.Value.Text() ?? string.Empty, StringComparer.Ordinal);
        var meta = new JsonObject { ["executedQueryString"] = query };
        if (columns.Count == 0 || columns[0] != "time")
        {
            yield return new Frame(measurement,
                [.. columns.Select((column, index) => Field.Text(column, [.. rows.Select(row => row[index].Text())]))]) { Meta = meta };
            yield break;
        }

        List<long?> times = [.. rows.Select(row =>
            row[0] is JsonValue value && value.GetValueKind() == JsonValueKind.Number ? (long?)value.GetValue<double>() : null)];
        for (var index = 1; index < columns.Count; index++)
        {
            var column = index;
            var values = rows.ConvertAll(row => row[column]);
            var name = NameOf(alias, measurement, columns[index], tags);
            var isNumber = values.TrueForAll(value => value is null || value.GetValueKind() == JsonValueKind.Number);
            var field = isNumber
                ? Field.Number("Value", values.ConvertAll(value => value?.GetValue<double>()))
                : Field.Text("Value", values.ConvertAll(value => value.Text()));
            yield return new Frame(name,
                [Field.Time("Time", times), field with { Labels = tags, Config = new JsonObject { ["displayNameFromDS"] = name } }])
            {
                Meta = (JsonObject)meta.DeepClone(),
            };
        }
    }

    // $m, $col, $tag_host, [[tag_host]]; without an alias: cpu.mean {host: a}
    private static string NameOf(string? alias, string measurement, string column, Dictionary<string, string> tags)
    {
        if (!string.IsNullOrEmpty(alias))
        {
            return Placeholder().Replace(alias, match => match.Groups["name"].Value switch
            {
                "m" or "measurement" => measurement,
                "col" => column,
                var name when name.StartsWith("tag_", StringComparison.Ordinal) =>
                    tags.GetValueOrDefault(name["tag_".Length..]) ?? match.Value,
                _ => match.Value,
            });
        }

        return tags.Count == 0 ? $"{measurement}.{column}"
            : $"{measurement}.{column} {{{string.Join(", ", tags.Select(tag => $"{tag.Key}: {tag.Value}"))}}}";
    }

    [GeneratedRegex(@"\$(?<name>\w+)|\[\[(?<name>\w+)\]\]")]
    private static partial Regex Placeholder();
}
