using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Observability.StandIns.Points.Flux;
using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.InfluxQL;
using Observability.StandIns.Points.InfluxQL.Execution;
using Observability.StandIns.Points.InfluxQL.Sources;
using Observability.StandIns.Points.InfluxQL.Syntax;
using Observability.StandIns.Points.Metadata;

namespace Observability.StandIns.Points.Api.Version1;

/// <summary>InfluxQL queries of version 1 clients (https://docs.influxdata.com/influxdb/v2/reference/api/influxdb-1x/query/).</summary>
/// <param name="services">What it works on.</param>
/// <param name="tokens">Who asks.</param>
internal sealed class Version1QueryEndpoint(PointsServices services, RequestTokens tokens)
{
    private const int RowsOfAChunk = 10_000;
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Maps it.</summary>
    public void Map(WebApplication app) => app.MapMethods("/query", [HttpMethods.Get, HttpMethods.Post], (RequestDelegate)QueryAsync);

    private async Task QueryAsync(HttpContext context)
    {
        var authorization = tokens.RequireVersion1(context);
        var form = await ReadFormAsync(context);
        string? Parameter(string name) => context.Query(name) ?? (form.TryGetValue(name, out var value) ? value : null);
        var text = Parameter("q") ?? throw ApiException.Invalid("missing required parameter \"q\"");
        if (Parameter("params") is { Length: > 2 })
        {
            throw ApiException.NotSupported("bound parameters of InfluxQL");
        }

        var statements = Guard(() => QlParser.Parse(text));
        if (statements.Count == 0)
        {
            throw ApiException.Invalid("error parsing query: found EOF, expected SELECT, DELETE, SHOW, CREATE, DROP, EXPLAIN, GRANT, REVOKE, ALTER, SET, KILL at line 1, char 1");
        }

        using var slot = await services.Queries.EnterAsync(context.RequestAborted);
        var writer = new QlWriter(ReadUnit(Parameter("epoch")));
        var run = new Run(services, authorization, Parameter("db"), Parameter("rp"), context.RequestAborted);
        var isCsv = context.Request.Headers.Accept.ToString() is var accept
            && (accept.Contains("text/csv", StringComparison.Ordinal) || accept.Contains("application/csv", StringComparison.Ordinal));
        await (isCsv ? WriteCsvAsync(context, writer, run, statements)
            : Parameter("chunked") == "true" ? WriteChunksAsync(context, writer, run, statements, Parameter("chunk_size"))
            : WriteJsonAsync(context, writer, run, statements, Parameter("pretty") == "true"));
    }

    private static async Task<Dictionary<string, string>> ReadFormAsync(HttpContext context)
    {
        // Before ASP.NET reads it: its own limits answer without the documented error.
        if (!HttpMethods.IsPost(context.Request.Method)
            || context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
        {
            return [];
        }

        var body = Encoding.UTF8.GetString(await context.ReadBodyAsync(1024 * 1024));
        return System.Web.HttpUtility.ParseQueryString(body) is var values
            ? values.AllKeys.OfType<string>().ToDictionary(name => name, name => values[name] ?? string.Empty)
            : [];
    }

    private static async Task WriteJsonAsync(HttpContext context, QlWriter writer, Run run, IReadOnlyList<QlStatement> statements,
        bool isPretty)
    {
        using var buffer = new MemoryStream();
        await using (var output = new Utf8JsonWriter(buffer, s_json with { Indented = isPretty, IndentSize = 4 }))
        {
            output.WriteStartObject();
            output.WriteStartArray("results");
            for (var i = 0; i < statements.Count; i++)
            {
                var (series, error) = run.Execute(statements[i]);
                writer.WriteResult(output, i, series, error);
            }

            output.WriteEndArray();
            output.WriteEndObject();
        }

        context.Response.ContentType = "application/json";
        buffer.WriteByte((byte)'\n');
        await context.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
    }

    private static async Task WriteChunksAsync(HttpContext context, QlWriter writer, Run run, IReadOnlyList<QlStatement> statements,
        string? size)
    {
        var rows = int.TryParse(size, System.Globalization.CultureInfo.InvariantCulture, out var given) && given > 0 ? given : RowsOfAChunk;
        context.Response.ContentType = "application/json";
        for (var i = 0; i < statements.Count; i++)
        {
            var (series, error) = run.Execute(statements[i]);
            var chunks = series.SelectMany(one => one.Rows.Chunk(rows).Select(chunk => one with { Rows = chunk })).ToList();
            for (var c = 0; c < Math.Max(1, chunks.Count); c++)
            {
                var isLast = c + 1 >= chunks.Count;
                var isCut = !isLast && chunks[c].Name == chunks[c + 1].Name && ReferenceEquals(chunks[c].Tags, chunks[c + 1].Tags);
                using var buffer = new MemoryStream();
                await using (var output = new Utf8JsonWriter(buffer, s_json))
                {
                    output.WriteStartObject();
                    output.WriteStartArray("results");
                    writer.WriteResult(output, i, chunks.Count == 0 ? [] : [chunks[c]], error, !isLast, isCut);
                    output.WriteEndArray();
                    output.WriteEndObject();
                }

                buffer.WriteByte((byte)'\n');
                await context.Response.Body.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), context.RequestAborted);
            }
        }
    }

    private static async Task WriteCsvAsync(HttpContext context, QlWriter writer, Run run, IReadOnlyList<QlStatement> statements)
    {
        var text = new StringBuilder();
        foreach (var statement in statements)
        {
            var (series, error) = run.Execute(statement);
            if (error is not null)
            {
                throw ApiException.Invalid(error);
            }

            text.Append(text.Length > 0 ? "\n" : string.Empty);
            writer.WriteCsv(text, series);
        }

        context.Response.ContentType = "text/csv";
        await context.Response.WriteAsync(text.ToString(), context.RequestAborted);
    }

    private static long? ReadUnit(string? epoch) => epoch switch
    {
        null => null,
        "ns" or "n" => 1,
        "u" or "us" or "µ" => 1_000,
        "ms" => 1_000_000,
        "s" => 1_000_000_000,
        "m" => 60_000_000_000,
        "h" => 3_600_000_000_000,
        _ => throw ApiException.Invalid("invalid epoch; valid units are ns, u, ms, s, m, and h"),
    };

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (QlException error) when (error.IsSyntax)
        {
            throw ApiException.Invalid(error.Message);
        }
        catch (InsufficientExecutionStackException)
        {
            throw ApiException.Invalid("error parsing query: it is nested too deeply");
        }
    }

    /// <summary>The statements of one request.</summary>
    private sealed class Run(PointsServices services, Authorization authorization, string? database, string? policy,
        CancellationToken cancellationToken)
    {
        /// <summary>Runs a statement; what is wrong with it is its answer, and the others go on.</summary>
        public (IReadOnlyList<QlSeries> Series, string? Error) Execute(QlStatement statement)
        {
            var buckets = services.Metadata.Buckets.All
                .Where(bucket => bucket.OrgId == authorization.OrgId && authorization.Allows("read", "buckets", bucket.OrgId, bucket.Id))
                .ToList();
            using var context = new QueryContext(services.Store, buckets, new QueryBudget(services.Clock, cancellationToken), services.Now);
            try
            {
                return (statement switch
                {
                    QlStatement.Select select => new QlExecutor(context, Find).Run(select),
                    QlStatement.Show show => new QlShow(context, Find, MappingsOf(buckets)).Run(show),
                    QlStatement.NotImplemented other => throw new QlException($"not implemented: {other.What}"),
                    _ => throw new QlException("not implemented"),
                }, null);
            }
            catch (Exception error) when (error is QlException or FluxException)
            {
                return ([], error.Message);
            }
            catch (InsufficientExecutionStackException)
            {
                return ([], "the query is nested too deeply");
            }

            Bucket Find(string? named, string? namedPolicy)
            {
                var name = named ?? database ?? throw new QlException("database name required");
                var bucket =
                    DatabaseLookup.Find(services.Metadata, authorization.OrgId, name, namedPolicy ?? (named is null ? policy : null));
                return bucket is not null && buckets.Contains(bucket) ? bucket : throw new QlException($"database not found: {name}");
            }
        }

        private List<DatabaseMapping> MappingsOf(List<Bucket> buckets) =>
            [.. services.Metadata.MappingsOf(authorization.OrgId).Where(mapping =>
                buckets.Exists(bucket => bucket.Id == mapping.BucketId))];
    }
}
