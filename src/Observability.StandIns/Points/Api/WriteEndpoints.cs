using Observability.StandIns.Points.Api.Version1;
using Observability.StandIns.Points.LineProtocol;
using Observability.StandIns.Points.Metadata;
using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Points.Api;

/// <summary>
/// Points come in: <c>/api/v2/write</c> and version 1's <c>/write</c> (https://docs.influxdata.com/influxdb/v2/api/write/). As the server
/// does it, a body with a line that cannot be read is refused whole (400), and points that do not fit are dropped and the others
/// kept (422).
/// </summary>
/// <param name="services">What they work on.</param>
/// <param name="tokens">Who asks.</param>
internal sealed class WriteEndpoints(PointsServices services, RequestTokens tokens)
{
    private readonly PointResolver _resolver = new(services.Store);

    /// <summary>Maps them.</summary>
    public void Map(WebApplication app)
    {
        app.MapPost("/api/v2/write", (RequestDelegate)WriteAsync);
        app.MapPost("/write", (RequestDelegate)WriteVersion1Async);
    }

    private async Task WriteAsync(HttpContext context)
    {
        var authorization = tokens.Require(context);
        var unit = context.Query("precision") switch
        {
            null or "ns" => 1L,
            "us" => 1_000L,
            "ms" => 1_000_000L,
            "s" => 1_000_000_000L,
            _ => throw ApiException.Invalid("invalid precision; valid precision units are ns, us, ms, and s"),
        };
        var name = context.Query("bucket") ?? throw ApiException.NotFound("bucket not found");
        var organization = OrganizationEndpoints.Require(services, context.Query("orgID"), context.Query("org"));
        var ofOrganization = services.Metadata.Buckets.All.Where(bucket => bucket.OrgId == organization.Id).ToList();
        var bucket = ofOrganization.Find(bucket => bucket.Id == name) ?? ofOrganization.Find(bucket => bucket.Name == name)
            ?? throw ApiException.NotFound($"bucket \"{name}\" not found");
        await WriteAsync(context, authorization, bucket, unit);
    }

    private async Task WriteVersion1Async(HttpContext context)
    {
        var authorization = tokens.RequireVersion1(context);
        var database = context.Query("db") ?? throw ApiException.Invalid("database is required");
        var unit = context.Query("precision") switch
        {
            null or "n" or "ns" => 1L,
            "u" or "us" or "µ" => 1_000L,
            "ms" => 1_000_000L,
            "s" => 1_000_000_000L,
            "m" => 60_000_000_000L,
            "h" => 3_600_000_000_000L,
            _ => throw ApiException.Invalid("invalid precision; valid precision units are n, u, ms, s, m, and h"),
        };
        var bucket = DatabaseLookup.Find(services.Metadata, authorization.OrgId, database, context.Query("rp"))
            ?? throw ApiException.NotFound($"no dbrp mapping found: database \"{database}\"");
        await WriteAsync(context, authorization, bucket, unit);
    }

    private async Task WriteAsync(HttpContext context, Authorization authorization, Bucket bucket, long unit)
    {
        if (!authorization.Allows("write", "buckets", bucket.OrgId, bucket.Id))
        {
            throw ApiException.Forbidden("insufficient permissions for write");
        }

        var body = await context.ReadBodyAsync();
        if (body.Length == 0)
        {
            throw ApiException.Invalid("writing requires points");
        }

        var parsed = LineProtocolParser.Parse(body, unit, services.Now);
        if (parsed.Problems.Count > 0)
        {
            throw new ApiException(StatusCodes.Status400BadRequest, "invalid",
                Describe(parsed.Problems)) { Line = parsed.Problems[0].Number };
        }

        var outcome = _resolver.Resolve(services.Store.Bucket(bucket.Id), parsed, bucket.OldestTime(services.Now));
        try
        {
            await services.Store.WriteAsync(outcome.Rows, context.RequestAborted);
        }
        catch (PointStoreException error)
        {
            throw new ApiException(
                StatusCodes.Status500InternalServerError, "internal error",
                    $"unexpected error writing points to database: {error.Message}");
        }

        services.Metrics.CountWrite(body.Length, parsed.Lines.Count - outcome.Dropped, outcome.Dropped);
        context.Response.StatusCode = outcome.Dropped == 0
            ? StatusCodes.Status204NoContent
            : throw ApiException.Unprocessable($"failure writing points to database: {outcome.Message}");
    }

    private static string Describe(List<LineProblem> problems)
    {
        const int MostShown = 20;
        var more = problems.Count > MostShown ? $"\nand {problems.Count - MostShown} more" : string.Empty;
        return string.Join('\n', problems.Take(MostShown).Select(problem => problem.Message)) + more;
    }
}
