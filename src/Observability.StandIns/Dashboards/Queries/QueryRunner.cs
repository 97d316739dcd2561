using System.Globalization;
using System.Text.Json.Nodes;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.Queries;

/// <summary>Runs the queries of a request, each at its store, all at once.</summary>
internal sealed class QueryRunner(ProvisionedContent content, IEnumerable<IQueryEngine> engines, DashboardsMetrics metrics)
{
    private const int MostQueries = 100;
    private const int MostSeries = 1_000;
    private const long MostValues = 400_000;
    private readonly Dictionary<string, IQueryEngine> _engines = engines.ToDictionary(engine => engine.Type, StringComparer.Ordinal);

    /// <summary>The engine for a data source.</summary>
    /// <exception cref="QueryException">There is none.</exception>
    public IQueryEngine EngineOf(DataSourceDefinition source) =>
        _engines.GetValueOrDefault(source.Type) ?? throw QueryException.NotSupported($"data sources of the type {source.Type}");

    /// <summary>
    /// Runs the queries of a request's body:
    /// <c>{"from":"1700000000000","to":"…","queries":[{"refId":"A","datasource":{"uid":"…"},…}]}</c>.
    /// </summary>
    /// <exception cref="QueryException">The body is not like that.</exception>
    public async Task<IReadOnlyList<QueryAnswer>> RunAsync(JsonObject body, long now, CancellationToken cancellationToken)
    {
        var (from, to) = (ReadTime(body, "from", now), ReadTime(body, "to", now));
        if (to < from)
        {
            throw new QueryException("the time range ends before it begins");
        }

        var queries = body.Maps("queries").Where(query => !query.Flag("hide")).ToList();
        if (queries.Count == 0)
        {
            throw new QueryException("No queries found");
        }

        if (queries.Count > MostQueries)
        {
            throw new QueryException(FormattableString.Invariant($"more than {MostQueries} queries in one request"));
        }

        return await Task.WhenAll(queries.Select((query, index) =>
            AnswerAsync(query, query.Text("refId") ?? FormattableString.Invariant($"Q{index}"), from, to, cancellationToken)))
                .ConfigureAwait(false);
    }

    /// <summary>Runs one query.</summary>
    public async Task<QueryAnswer> AnswerAsync(JsonObject query, string refId, long from, long to, CancellationToken cancellationToken)
    {
        var source = content.FindDataSource(query.Map("datasource").Text("uid") ?? query.Text("datasource"));
        if (source is null)
        {
            return new QueryAnswer(refId, [], 404,
                $"data source not found: {query.Map("datasource").Text("uid") ?? query.Text("datasource")}");
        }

        try
        {
            var most = (int)Math.Clamp(query.Number("maxDataPoints") ?? 100, 1, 100_000);
            var interval = TimeSpan.FromMilliseconds(
                Math.Clamp(query.Number("intervalMs") ?? (double)(to - from) / most, 1, long.MaxValue / 20_000d));
            var frames = await EngineOf(source).QueryAsync(new StoreQuery(refId, query, source, from, to, interval, most),
                cancellationToken).ConfigureAwait(false);
            metrics.CountStoreRequest(source, 200);
            return new QueryAnswer(refId, Bound(frames));
        }
        catch (QueryException error)
        {
            metrics.CountStoreRequest(source, error.Status);
            return new QueryAnswer(refId, [], error.Status, error.Message, error.IsStoresFault);
        }
        catch (Exception error) when (error is InvalidOperationException or FormatException or ArgumentException
            or IndexOutOfRangeException or OverflowException)
        {
            // JSON of another shape than the store's documentation gives, in the answer or in the query.
            metrics.CountStoreRequest(source, StatusCodes.Status502BadGateway);
            return new QueryAnswer(refId, [], StatusCodes.Status502BadGateway,
                $"{source.Name}: query or answer has a form that is not understood ({error.Message})");
        }
    }

    /// <summary>Reads a time of a body: milliseconds, or <c>now-5m</c>.</summary>
    private static long ReadTime(JsonObject body, string key, long now)
    {
        var text = body.Text(key) ?? throw new QueryException($"{key} is missing");
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds))
        {
            return milliseconds;
        }

        return text == "now"
            ? now
            : text.StartsWith("now-", StringComparison.Ordinal)
                && Configuration.GrafanaDuration.TryParse(text["now-".Length..], out var before)
                ? now - (long)before.TotalMilliseconds
                : throw new QueryException($"{key} is no time: {text}");
    }

    // A browser can draw neither a million points nor ten thousand lines: what is cut off is said.
    private static IReadOnlyList<Frame> Bound(IReadOnlyList<Frame> frames)
    {
        var kept = 0;
        for (long values = 0; kept < frames.Count && kept < MostSeries; kept++)
        {
            values += frames[kept].Size;
            if (values > MostValues)
            {
                break;
            }
        }

        if (kept == frames.Count)
        {
            return frames;
        }

        if (kept == 0)
        {
            throw new QueryException(
                FormattableString.Invariant($"the answer has more than {MostValues} values in one series; ask for less"));
        }

        frames[0].Warn(FormattableString.Invariant(
            $"{frames.Count - kept} of {frames.Count} series are left out: more than can be drawn."));
        return [.. frames.Take(kept)];
    }
}
