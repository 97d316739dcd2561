using System.Text.RegularExpressions;

namespace Observability.StandIns.Dashboards.Queries;

/// <summary>Names of series, as the data sources for Prometheus and Loki make them.</summary>
internal static partial class Legend
{
    private const string MetricName = "__name__";

    /// <summary>
    /// The name of a series: <c>{{label}}</c> of the format replaced, or where there is no format the name of the metric with all
    /// its labels, <c>up{job="a"}</c>; where the series has neither, the query itself.
    /// </summary>
    public static string Write(string? format, IReadOnlyDictionary<string, string> labels, string query)
    {
        if (format is { Length: > 0 } and not "__auto")
        {
            return Placeholder().Replace(format, match => labels.GetValueOrDefault(match.Groups["label"].Value) ?? string.Empty);
        }

        var name = labels.GetValueOrDefault(MetricName) ?? string.Empty;
        var rest = labels.Where(label => label.Key != MetricName).OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => $"{label.Key}=\"{label.Value}\"").ToList();
        return rest.Count > 0 ? $"{name}{{{string.Join(", ", rest)}}}" : name.Length > 0 ? name : query;
    }

    // {{ job }}
    [GeneratedRegex(@"\{\{\s*(?<label>.+?)\s*\}\}")]
    private static partial Regex Placeholder();
}
