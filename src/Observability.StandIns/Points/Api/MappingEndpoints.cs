using System.Text.Json.Nodes;
using Observability.StandIns.Points.Metadata;

namespace Observability.StandIns.Points.Api;

/// <summary>Which bucket a database of version 1 stands for (https://docs.influxdata.com/influxdb/v2/api/dbrps/).</summary>
/// <param name="services">What they work on.</param>
/// <param name="tokens">Who asks.</param>
internal sealed class MappingEndpoints(PointsServices services, RequestTokens tokens)
{
    private const string Type = "dbrp";
    private const string Path = "/api/v2/dbrps";

    /// <summary>Maps them.</summary>
    public void Map(WebApplication app)
    {
        app.MapGet(Path, (RequestDelegate)ListAsync);
        app.MapPost(Path, (RequestDelegate)CreateAsync);
        app.MapGet(Path + "/{id}",
            (RequestDelegate)(context => context.WriteJsonAsync(new JsonObject { ["content"] = Write(Find(context, "read")) })));
        app.MapDelete(Path + "/{id}", (RequestDelegate)Delete);
    }

    private static JsonObject Write(DatabaseMapping mapping) => new()
    {
        ["id"] = mapping.Id,
        ["orgID"] = mapping.OrgId,
        ["bucketID"] = mapping.BucketId,
        ["database"] = mapping.Database,
        ["retention_policy"] = mapping.RetentionPolicy,
        ["default"] = mapping.IsDefault,
        ["virtual"] = mapping.IsVirtual,
    };

    private Task ListAsync(HttpContext context)
    {
        var authorization = tokens.Require(context);
        var organization = OrganizationEndpoints.Require(services, context.Query("orgID"), context.Query("org"));
        bool Fits(string name, string value) => context.Query(name) is not { } wanted || wanted == value;
        var found = services.Metadata.MappingsOf(organization.Id).Where(mapping =>
            Fits("db", mapping.Database)
            && Fits("rp", mapping.RetentionPolicy)
            && Fits("bucketID", mapping.BucketId)
            && Fits("id", mapping.Id)
            && (context.Query("default") is not { } isDefault || isDefault == (mapping.IsDefault ? "true" : "false"))
            && authorization.Allows("read", Type, mapping.OrgId, mapping.Id));
        return context.WriteJsonAsync(new JsonObject { ["content"] = new JsonArray([.. found.Select(Write)]) });
    }

    private async Task CreateAsync(HttpContext context)
    {
        var authorization = tokens.Require(context);
        var body = await context.ReadJsonAsync();
        var organization = OrganizationEndpoints.Require(services, body.Text("orgID"), body.Text("org"));
        if (!authorization.Allows("write", Type, organization.Id))
        {
            throw ApiException.Unauthorized();
        }

        var bucket = services.Metadata.Buckets.Find(body.Required("bucketID"));
        if (bucket?.OrgId != organization.Id)
        {
            throw ApiException.NotFound("bucket not found");
        }

        var (database, policy) = (body.Required("database"), body.Required("retention_policy"));
        var isFirst = !services.Metadata.Mappings.All.Any(known => known.OrgId == organization.Id && known.Database == database);
        var isDefault = isFirst || (body["default"] is JsonValue value && value.TryGetValue<bool>(out var wanted) && wanted);
        var made = services.Metadata.Mappings.TryAdd(
            new DatabaseMapping(Identifier.New(), organization.Id, bucket.Id, database, policy, isDefault),
            known => known.OrgId == organization.Id && known.Database == database && known.RetentionPolicy == policy)
            ?? throw ApiException.Conflict("another DBRP mapping with same orgID, db, and rp exists");
        if (isDefault)
        {
            // One default for a database.
            foreach (var other in services.Metadata.Mappings.All
                .Where(known => known.IsDefault && known.Id != made.Id && known.OrgId == made.OrgId && known.Database == database).ToList())
            {
                services.Metadata.Mappings.Save(other with { IsDefault = false });
            }
        }

        await context.WriteJsonAsync(Write(made), StatusCodes.Status201Created);
    }

    private Task Delete(HttpContext context)
    {
        var mapping = Find(context, "write");
        services.Metadata.Mappings.Remove(known => known.Id == mapping.Id);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private DatabaseMapping Find(HttpContext context, string action)
    {
        var authorization = tokens.Require(context);
        var organization = OrganizationEndpoints.Require(services, context.Query("orgID"), context.Query("org"));
        var id = context.RouteId();
        return authorization.Allows(action, Type, organization.Id, id)
            ? services.Metadata.MappingsOf(organization.Id).FirstOrDefault(mapping => mapping.Id == id)
                ?? throw ApiException.NotFound("unable to find DBRP")
            : throw ApiException.Unauthorized();
    }
}
