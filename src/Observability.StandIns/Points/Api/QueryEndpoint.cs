using System.Text;
using System.Text.Json.Nodes;
using Observability.StandIns.Points.Flux;
using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Api;

/// <summary>Flux queries (https://docs.influxdata.com/influxdb/v2/api/query/), as text or JSON; the answer is annotated CSV.</summary>
/// <param name="services">What it works on.</param>
/// <param name="tokens">Who asks.</param>
internal sealed class QueryEndpoint(PointsServices services, RequestTokens tokens)
{
    /// <summary>Maps it.</summary>
    public void Map(WebApplication app) => app.MapPost("/api/v2/query", (RequestDelegate)QueryAsync);

    private async Task QueryAsync(HttpContext context)
    {
        var authorization = tokens.Require(context);
        var organization = OrganizationEndpoints.Require(services, context.Query("orgID"), context.Query("org"));
        var (text, dialect, now) = await ReadAsync(context);
        var buckets = services.Metadata.Buckets.All
            .Where(bucket => bucket.OrgId == organization.Id && authorization.Allows("read", "buckets", bucket.OrgId, bucket.Id))
            .ToList();
        using var slot = await services.Queries.EnterAsync(context.RequestAborted);
        var budget = new QueryBudget(services.Clock, context.RequestAborted);
        using var query = new QueryContext(services.Store, buckets, budget, now ?? services.Now);
        context.Response.ContentType = "text/csv; charset=utf-8";
        var writer = new CsvWriter(context.Response.Body, dialect);
        try
        {
            foreach (var (name, tables) in FluxProgram.Compile(text).Run(query).All)
            {
                await writer.WriteAsync(name, FluxProgram.GuardTables(tables), context.RequestAborted);
            }
        }
        catch (FluxException error) when (writer.IsWritten)
        {
            // What was written may have been sent already: the error stands where the rest would have come.
            writer.WriteError(error.Message);
        }

        await writer.FlushAsync(context.RequestAborted);
    }

    private static async Task<(string Text, CsvDialect Dialect, long? Now)> ReadAsync(HttpContext context)
    {
        var type = context.Request.ContentType?.Split(';')[0].Trim();
        if (type == "application/vnd.flux")
        {
            return (Encoding.UTF8.GetString(await context.ReadBodyAsync()), CsvDialect.Default, null);
        }

        if (type is not (null or "application/json"))
        {
            throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "invalid", $"unsupported media type {type}");
        }

        var body = await context.ReadJsonAsync();
        foreach (var feature in new[] { "extern", "params" })
        {
            if (body[feature] is JsonObject { Count: > 0 })
            {
                throw ApiException.NotSupported($"'{feature}' of a query");
            }
        }

        if (body.Text("type") is { } language and not "flux")
        {
            throw ApiException.NotSupported($"queries of type '{language}' at /api/v2/query; use /query");
        }

        var now = body.Text("now") is { Length: > 0 } given
            ? FluxTime.TryParse(given) ?? throw ApiException.Invalid("now must be a time of RFC 3339")
            : (long?)null;
        return (body.Text("query")
            ?? throw ApiException.Invalid("request body requires either query or AST"), ReadDialect(body["dialect"] as JsonObject), now);
    }

    // {"annotations":["datatype","group","default"],"header":true,"delimiter":",","dateTimeFormat":"RFC3339","commentPrefix":"#"}
    private static CsvDialect ReadDialect(JsonObject? json)
    {
        if (json is null)
        {
            return CsvDialect.Default;
        }

        var annotations =
            (json["annotations"] as JsonArray)?.Select(item =>
            item is JsonValue value && value.TryGetValue<string>(out var name) ? name : "").ToList() ?? [];
        var unknown = annotations.Find(annotation => annotation is not ("datatype" or "group" or "default"));
        if (unknown is not null)
        {
            throw ApiException.Invalid($"unknown dialect annotation type: {unknown}");
        }

        var delimiter = json.Text("delimiter") is { Length: > 0 } given ? given : ",";
        if (delimiter.Length != 1 || delimiter[0] is '\r' or '\n' or '"' or '\uFFFD')
        {
            throw ApiException.Invalid("invalid dialect delimiter, must be one character");
        }

        if (json.Text("commentPrefix") is { Length: > 0 } prefix and not "#")
        {
            throw ApiException.Invalid($"invalid dialect comment prefix {prefix}");
        }

        return new CsvDialect(
            annotations,
            json["header"] is not JsonValue header || !header.TryGetValue<bool>(out var hasHeader) || hasHeader,
            delimiter[0],
            json.Text("dateTimeFormat") switch
            {
                null or "" or "RFC3339" => false,
                "RFC3339Nano" => true,
                var other => throw ApiException.Invalid($"unknown dialect date time format: {other}"),
            });
    }
}
