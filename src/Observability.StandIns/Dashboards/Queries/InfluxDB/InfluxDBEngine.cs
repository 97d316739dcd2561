using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.Queries.InfluxDB;

/// <summary>
/// Queries an InfluxDB as Grafana's data source does: in Flux or in InfluxQL, as the data source's <c>version</c> says
/// (https://grafana.com/docs/grafana/latest/datasources/influxdb/query-editor/).
/// </summary>
internal sealed partial class InfluxDBEngine(StoreClient client) : IQueryEngine
{
    private static readonly TimeSpan s_leastStep = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    public string Type => "influxdb";

    /// <inheritdoc />
    public async Task<IReadOnlyList<Frame>> QueryAsync(StoreQuery query, CancellationToken cancellationToken)
    {
        if (query.Model.Text("query") is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return query.Model["measurement"] is null ? []
                : throw QueryException.NotSupported("InfluxQL queries that are not written as text (rawQuery)");
        }

        return query.Source.Settings.Text("version") switch
        {
            "Flux" => await AskFluxAsync(query, text, cancellationToken).ConfigureAwait(false),
            null or "" or "InfluxQL" => await AskInfluxQLAsync(query, text, cancellationToken).ConfigureAwait(false),
            var version => throw QueryException.NotSupported($"InfluxDB queries in {version}"),
        };
    }

    /// <inheritdoc />
    public async Task<string> CheckAsync(DataSourceDefinition source, CancellationToken cancellationToken)
    {
        if (source.Settings.Text("version") == "Flux")
        {
            var answer = await PostFluxAsync(source, "buckets()", cancellationToken).ConfigureAwait(false);
            var frames = AnnotatedCsv.Read(answer, "buckets()");
            return FormattableString.Invariant(
                $"datasource is working. {frames.Sum(frame => frame.Fields.Count > 0 ? frame.Fields[0].Count : 0)} buckets found");
        }

        await GetAsync(source, "SHOW MEASUREMENTS LIMIT 1", cancellationToken).ConfigureAwait(false);
        return "datasource is working.";
    }

    // Flux can write, and InfluxQL too: what it says cannot be told from its path, so nothing is handed on.
    /// <inheritdoc />
    public bool IsReadOnly(string method, string path) => method == "GET" && path is "ping" or "health";

    private async Task<IReadOnlyList<Frame>> AskFluxAsync(StoreQuery query, string text, CancellationToken cancellationToken)
    {
        var step = query.StepWith(s_leastStep, query.MostPoints * 2);
        var settings = query.Source.Settings;
        string Value(string name) => name switch
        {
            "timeRangeStart" => Rfc3339(query.From),
            "timeRangeStop" => Rfc3339(query.To),
            "windowPeriod" => FormattableString.Invariant($"{(long)step.TotalMilliseconds}ms"),
            "bucket" or "defaultBucket" => Quote(settings.Text("defaultBucket")),
            "organization" => Quote(settings.Text("organization")),
            _ => $"v.{name}",
        };
        var flux = IntervalText.Replace(Variable().Replace(text, match => Value(match.Groups["name"].Value)), step, query.Range, step);
        return AnnotatedCsv.Read(await PostFluxAsync(query.Source, flux, cancellationToken).ConfigureAwait(false), flux);
    }

    private Task<string> PostFluxAsync(DataSourceDefinition source, string flux, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["query"] = flux,
            ["type"] = "flux",
            ["dialect"] = new JsonObject
            {
                ["annotations"] = new JsonArray("datatype", "group", "default"),
                ["delimiter"] = ",",
                ["header"] = true,
                ["dateTimeFormat"] = "RFC3339",
            },
        };
        var organisation = Uri.EscapeDataString(source.Settings.Text("organization") ?? string.Empty);
        return client.PostTextAsync(source, $"api/v2/query?org={organisation}", body.ToJsonString(), "application/csv", cancellationToken);
    }

    private async Task<IReadOnlyList<Frame>> AskInfluxQLAsync(StoreQuery query, string text, CancellationToken cancellationToken)
    {
        var step = query.StepWith(s_leastStep, query.MostPoints * 2);
        var filter = FormattableString.Invariant($"time >= {query.From}ms and time <= {query.To}ms");
        var statement = IntervalText.Replace(
            text.Replace("$timeFilter", filter, StringComparison.Ordinal).Replace("${timeFilter}", filter, StringComparison.Ordinal), step,
                query.Range, step);
        if (!Read().IsMatch(statement))
        {
            throw new QueryException("only SELECT and SHOW are allowed");
        }

        return InfluxQLAnswer.Read(await GetAsync(query.Source, statement, cancellationToken).ConfigureAwait(false),
            query.Model.Text("alias"), statement);
    }

    private async Task<JsonNode> GetAsync(DataSourceDefinition source, string statement, CancellationToken cancellationToken)
    {
        var database = source.Settings.Text("dbName") is { Length: > 0 } name ? name : source.Database;
        KeyValuePair<string, string>[] form = [new("db", database), new("q", statement), new("epoch", "ms")];
        return source.Settings.Text("httpMode") == "POST"
            ? await client.PostFormAsync(source, "query", form, cancellationToken).ConfigureAwait(false)
            : await client.GetJsonAsync(source, $"query?{PrometheusEngine.Encode(form)}", cancellationToken).ConfigureAwait(false);
    }

    private static string Rfc3339(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Quote(string? text) =>
        $"\"{(text ?? string.Empty).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    // v.timeRangeStart
    [GeneratedRegex(@"\bv\.(?<name>[A-Za-z]+)\b")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^\s*(SELECT|SHOW)\b[^;]*;?\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Read();
}
