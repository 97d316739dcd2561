using System.Text.Json.Nodes;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Api;

/// <summary>Points are deleted (https://docs.influxdata.com/influxdb/v2/api/delete/).</summary>
/// <param name="services">What it works on.</param>
/// <param name="tokens">Who asks.</param>
internal sealed class DeleteEndpoint(PointsServices services, RequestTokens tokens)
{
    /// <summary>Maps it.</summary>
    public void Map(WebApplication app) => app.MapPost("/api/v2/delete", (RequestDelegate)DeleteAsync);

    private async Task DeleteAsync(HttpContext context)
    {
        var authorization = tokens.Require(context);
        var organization = OrganizationEndpoints.Require(services, context.Query("orgID"), context.Query("org"));
        var (id, name) = (context.Query("bucketID"), context.Query("bucket"));
        var bucket = services.Metadata.Buckets.All.FirstOrDefault(known =>
            known.OrgId == organization.Id
                && (id is not null ? known.Id == id : name is not null && (known.Name == name || known.Id == name)))
            ?? throw ApiException.NotFound("bucket not found");
        if (!authorization.Allows("write", "buckets", bucket.OrgId, bucket.Id))
        {
            throw ApiException.Forbidden("insufficient permissions to delete");
        }

        var body = await context.ReadJsonAsync();
        var (start, stop) = (ReadTime(body, "start"), ReadTime(body, "stop"));
        await services.Store.DeleteAsync(bucket.Id, DeletePredicate.Parse(body.Text("predicate") ?? string.Empty), start, stop,
            context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static long ReadTime(JsonObject body, string name) =>
        body.Text(name) is { } text && text.Contains('T', StringComparison.Ordinal) && FluxTime.TryParse(text) is { } time
            ? time
            : throw ApiException.Invalid($"invalid request; error parsing request json: invalid RFC3339Nano for field {name}, please format your time with RFC3339Nano format, example: 2009-01-02T23:00:00Z");
}
