using Observability.LogQL;
using Observability.LogQL.Results;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Http;
using Observability.StandIns.Logs.Storage;

namespace Observability.StandIns.Logs.Queries;

/// <summary>Answers queries: <c>query</c>, <c>query_range</c> and <c>format_query</c>.</summary>
internal sealed class QueryEndpoints(LogStore store, LogsConfiguration configuration, TimeProvider clock) : IDisposable
{
    // What one query may hold in memory, and how many may run at once: more wait.
    private const long HeldBytes = 128 << 20;
    private readonly SemaphoreSlim _running = new(4 * Environment.ProcessorCount);

    /// <summary><c>GET</c> and <c>POST /loki/api/v1/query_range</c></summary>
    public async Task QueryRangeAsync(HttpContext context)
    {
        var tenants = Tenants.Several(context, configuration);
        var request = await QueryRequest.ReadAsync(context, clock);
        var limits = LimitsOf(tenants);
        var query = request.Query();
        var (start, end) = request.Range(TimeSpan.FromHours(1));
        var step = request.Step(start, end);
        CheckLength(limits, start, end);
        var parameters = QueryParameters.Range(Math.Min(end, Math.Max(start, Horizon(limits))), end, step) with
        {
            Limit = request.Limit(limits),
            Direction = request.Direction(),
            Interval = request.Duration("interval") is > 0 and var interval ? interval : 0,
            CategorizesLabels = Categorizes(context),
        };
        await AnswerAsync(context, tenants, limits, query, parameters);
    }

    /// <summary><c>GET</c> and <c>POST /loki/api/v1/query</c></summary>
    public async Task QueryAsync(HttpContext context)
    {
        var tenants = Tenants.Several(context, configuration);
        var request = await QueryRequest.ReadAsync(context, clock);
        var limits = LimitsOf(tenants);
        var query = request.Query();
        if (!query.IsMetric)
        {
            throw QueryRequest.Bad(
                "log queries are not supported as an instant query type, please change your query to a range query type");
        }

        await AnswerAsync(
            context, tenants, limits, query, QueryParameters.Instant(request.Instant()) with { Limit = request.Limit(limits) });
    }

    /// <summary><c>GET /loki/api/v1/format_query</c></summary>
    public async Task FormatAsync(HttpContext context)
    {
        var query = (await QueryRequest.ReadAsync(context, clock)).Query();
        await ApiJson.WriteSuccessAsync(context, writer => writer.WriteStringValue(query.Expression.ToString()));
    }

    /// <summary>Evaluates a query of one tenant, as rules do.</summary>
    public Task<QueryResult> EvaluateAsync(
        IReadOnlyList<string> tenants, LogQLQuery query, QueryParameters parameters, CancellationToken cancellationToken) =>
        EvaluateAsync(LimitsOf(tenants), tenants, query, parameters, cancellationToken);

    private async Task<QueryResult> EvaluateAsync(
        LogsLimits limits, IReadOnlyList<string> tenants, LogQLQuery query, QueryParameters parameters, CancellationToken cancellationToken)
    {
        var engine = new LogQLEngine(
            new TenantsSource(store, tenants),
            new QueryLimits
            {
                MaxEntries = limits.MaxEntries > 0 ? limits.MaxEntries : int.MaxValue,
                MaxSeries = limits.MaxSeries,
                MaxLength = limits.MaxQueryLength,
                MaxHeldBytes = HeldBytes,
                Timeout = limits.QueryTimeout,
            },
            clock);
        await _running.WaitAsync(cancellationToken);
        try
        {
            return await engine.EvaluateAsync(query, parameters, cancellationToken);
        }
        finally
        {
            _running.Release();
        }
    }

    /// <summary>The strictest limits of several tenants.</summary>
    public LogsLimits LimitsOf(IReadOnlyList<string> tenants) =>
        tenants.Select(configuration.LimitsOf).Aggregate(static (one, other) => one with
    {
        MaxEntries = Stricter(one.MaxEntries, other.MaxEntries),
        MaxSeries = Math.Min(one.MaxSeries, other.MaxSeries),
        MaxQueryLength = Stricter(one.MaxQueryLength, other.MaxQueryLength),
        MaxQueryLookback = Stricter(one.MaxQueryLookback, other.MaxQueryLookback),
        QueryTimeout = one.QueryTimeout < other.QueryTimeout ? one.QueryTimeout : other.QueryTimeout,
    });

    /// <inheritdoc />
    public void Dispose() => _running.Dispose();

    // https://grafana.com/docs/loki/latest/reference/loki-http-api/: Grafana sends X-Loki-Response-Encoding-Flags.
    private static bool Categorizes(HttpContext context) =>
        context.Request.Headers["X-Loki-Response-Encoding-Flags"].ToString()
            .Split(',', StringSplitOptions.TrimEntries)
            .Contains("categorize-labels");

    private async Task AnswerAsync(
        HttpContext context, IReadOnlyList<string> tenants, LogsLimits limits, LogQLQuery query, QueryParameters parameters)
    {
        // What is further back than queries may see is not there.
        var isHidden = parameters.End < Horizon(limits);
        var result = await EvaluateAsync(limits, isHidden ? [] : tenants, query, parameters, context.RequestAborted);
        await ApiJson.WriteSuccessAsync(context, writer => ResultWriter.Write(writer, result, parameters.CategorizesLabels));
    }

    private long Horizon(LogsLimits limits) =>
        limits.MaxQueryLookback == TimeSpan.Zero ? long.MinValue : LokiTime.Now(clock) - LokiTime.Of(limits.MaxQueryLookback);

    private static void CheckLength(LogsLimits limits, long start, long end)
    {
        var nanoseconds = (Int128)end - start;
        if (limits.MaxQueryLength > TimeSpan.Zero && nanoseconds > LokiTime.Of(limits.MaxQueryLength))
        {
            var length = LokiDuration.Format(TimeSpan.FromTicks((long)(nanoseconds / 100)));
            throw QueryRequest.Bad(
                $"the query time range exceeds the limit (query length: {length}, limit: {LokiDuration.Format(limits.MaxQueryLength)})");
        }
    }

    private static int Stricter(int one, int other) => one == 0 ? other : other == 0 ? one : Math.Min(one, other);

    private static TimeSpan Stricter(TimeSpan one, TimeSpan other) =>
        one == TimeSpan.Zero ? other : other == TimeSpan.Zero || one < other ? one : other;
}
