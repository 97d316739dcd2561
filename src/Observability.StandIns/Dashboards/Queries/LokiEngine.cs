using System.Globalization;
using System.Text.RegularExpressions;
using Observability.StandIns.Dashboards.Configuration;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.Queries;

/// <summary>
/// Queries a Loki as Grafana's data source does (https://grafana.com/docs/loki/latest/reference/loki-http-api/): lines become one table,
/// metrics become series.
/// </summary>
internal sealed partial class LokiEngine(StoreClient client) : IQueryEngine
{
    private const string Root = "loki/api/v1/";
    private const int MostPoints = 11_000;
    private const int UsualLines = 1_000;
    private const int MostLines = 5_000;

    /// <inheritdoc />
    public string Type => "loki";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Frame>> QueryAsync(StoreQuery query, CancellationToken cancellationToken)
    {
        var isInstant = query.Model.Text("queryType") == "instant"
            || (query.Model.Text("queryType") is null && query.Model.Flag("instant"));
        var step = FindStep(query);
        var auto = GrafanaDuration.Write((long)(isInstant ? query.Range : step).TotalMilliseconds);
        var expression = IntervalText.Replace(query.Model.Text("expr") ?? string.Empty, step, query.Range, step, auto);
        if (string.IsNullOrWhiteSpace(expression))
        {
            return [];
        }

        var lines = query.Model.Number("maxLines") ?? query.Source.Settings.Number("maxLines") ?? UsualLines;
        var direction = query.Model.Text("direction") is "forward" ? "forward" : "backward";
        List<KeyValuePair<string, string>> parameters =
        [
            new("query", expression),
            new("limit", Math.Clamp(lines, 1, MostLines).ToString(CultureInfo.InvariantCulture)),
            new("direction", direction),
        ];
        parameters.AddRange(isInstant
            ? [new("time", Nanoseconds(query.To))]
            : [
                new("start", Nanoseconds(query.From)),
                new("end", Nanoseconds(query.To)),
                new("step", step.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture)),
            ]);
        var answer = await client
            .GetJsonAsync(query.Source, $"{Root}{(isInstant ? "query" : "query_range")}?{PrometheusEngine.Encode(parameters)}",
                cancellationToken)
            .ConfigureAwait(false);
        var data = answer.Map("data");
        return data.Text("resultType") == "streams"
            ? [LogLines.Read(data, expression)]
            : SeriesReader.Read(data, query.Model.Text("legendFormat"), expression, isInstant ? null : step);
    }

    /// <inheritdoc />
    public async Task<string> CheckAsync(DataSourceDefinition source, CancellationToken cancellationToken)
    {
        await client.GetJsonAsync(source, Root + "query?query=vector(1)%2Bvector(1)", cancellationToken).ConfigureAwait(false);
        return "Data source successfully connected.";
    }

    /// <inheritdoc />
    public bool IsReadOnly(string method, string path) => method == "GET" && Reads().IsMatch(path);

    /// <inheritdoc />
    public string FindResource(string path) => Root + path;

    private static TimeSpan FindStep(StoreQuery query)
    {
        var wanted = IntervalText.Replace(query.Model.Text("step") ?? string.Empty, query.Interval, query.Range, query.Interval);
        return wanted.Length > 0 && GrafanaDuration.TryParse(wanted, out var step) && step > TimeSpan.Zero
            ? step
            : query.StepWith(TimeSpan.FromSeconds(1), MostPoints);
    }

    private static string Nanoseconds(long milliseconds) => milliseconds.ToString(CultureInfo.InvariantCulture) + "000000";

    [GeneratedRegex(@"^loki/api/v1/(query|query_range|labels|label/[^/]+/values|series|index/stats|index/volume|index/volume_range|patterns|detected_fields|detected_labels|rules|status/buildinfo)$|^prometheus/api/v1/(rules|alerts)$")]
    private static partial Regex Reads();
}
