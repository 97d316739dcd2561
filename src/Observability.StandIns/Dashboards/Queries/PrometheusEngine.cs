using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.Queries;

/// <summary>
/// Queries a Prometheus as Grafana's data source does
/// (https://grafana.com/docs/grafana/latest/datasources/prometheus/query-editor/): range and instant, series named by
/// <c>legendFormat</c>. What <c>format</c> asks for is the panel's business; exemplars are left out.
/// </summary>
internal sealed partial class PrometheusEngine(StoreClient client) : IQueryEngine
{
    // A Prometheus refuses more points of one series than this (its own limit).
    private const int MostPoints = 11_000;
    private static readonly TimeSpan s_scrapeInterval = TimeSpan.FromSeconds(15);

    /// <inheritdoc />
    public string Type => "prometheus";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Frame>> QueryAsync(StoreQuery query, CancellationToken cancellationToken)
    {
        var scrape = query.Source.Settings.Text("timeInterval") is { Length: > 0 } text && GrafanaDuration.TryParse(text, out var interval)
            ? interval : s_scrapeInterval;
        var step = query.StepWith(scrape, MostPoints);
        var rateInterval = Max(step + scrape, 4 * scrape);
        var expression = IntervalText.Replace(query.Model.Text("expr") ?? string.Empty, step, query.Range, rateInterval);
        if (string.IsNullOrWhiteSpace(expression))
        {
            return [];
        }

        var instant = query.Model.Flag("instant");
        var frames = new List<Frame>();
        if (query.Model.Flag("range", fallback: !instant))
        {
            // Whole steps, so that a reload a second later asks for the same points.
            var stepSeconds = step.TotalSeconds;
            frames.AddRange(await AskAsync(query, "query_range", step, expression,
            [
                new("start", Seconds(Math.Floor(query.From / 1000d / stepSeconds) * stepSeconds)),
                new("end", Seconds(Math.Floor(query.To / 1000d / stepSeconds) * stepSeconds)),
                new("step", Seconds(stepSeconds)),
            ], cancellationToken).ConfigureAwait(false));
        }

        if (instant)
        {
            frames.AddRange(await AskAsync(query, "query", step, expression, [new("time", Seconds(query.To / 1000d))], cancellationToken)
                .ConfigureAwait(false));
        }

        return frames;
    }

    /// <inheritdoc />
    public async Task<string> CheckAsync(DataSourceDefinition source, CancellationToken cancellationToken)
    {
        await client.GetJsonAsync(source, "api/v1/query?query=1%2B1", cancellationToken).ConfigureAwait(false);
        return "Successfully queried the Prometheus API.";
    }

    /// <inheritdoc />
    public bool IsReadOnly(string method, string path) =>
        method == "GET" ? Reads().IsMatch(path) : method == "POST" && Posts().IsMatch(path);

    private async Task<IEnumerable<Frame>> AskAsync(
        StoreQuery query, string path, TimeSpan step, string expression, IEnumerable<KeyValuePair<string, string>> parameters,
            CancellationToken cancellationToken)
    {
        KeyValuePair<string, string>[] form = [new("query", expression), .. parameters];
        var answer = query.Source.Settings.Text("httpMethod") == "GET"
            ? await client.GetJsonAsync(query.Source, $"api/v1/{path}?{Encode(form)}", cancellationToken).ConfigureAwait(false)
            : await client.PostFormAsync(query.Source, $"api/v1/{path}", form, cancellationToken).ConfigureAwait(false);
        var frames = SeriesReader.Read(answer.Map("data"), query.Model.Text("legendFormat"), expression, path == "query" ? null : step);
        foreach (var warning in (answer["warnings"] as JsonArray)?.Select(item => item.Text()).OfType<string>() ?? [])
        {
            frames.FirstOrDefault()?.Warn(warning);
        }

        return frames;
    }

    internal static string Encode(IEnumerable<KeyValuePair<string, string>> form) =>
        string.Join('&', form.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static string Seconds(double seconds) => seconds.ToString("0.###", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^api/v1/(query|query_range|query_exemplars|series|labels|label/[^/]+/values|metadata|rules|alerts|format_query|parse_query|status/buildinfo)$")]
    private static partial Regex Reads();

    [GeneratedRegex(@"^api/v1/(query|query_range|query_exemplars|series|labels|format_query|parse_query)$")]
    private static partial Regex Posts();
}
