using System.Text.Json.Nodes;
using Observability.StandIns.Points.Metadata;

namespace Observability.StandIns.Points.Api;

/// <summary>Organisations (https://docs.influxdata.com/influxdb/v2/api/organizations/).</summary>
/// <param name="services">What they work on.</param>
/// <param name="tokens">Who asks.</param>
internal sealed class OrganizationEndpoints(PointsServices services, RequestTokens tokens)
{
    private const string Type = "orgs";
    private const string Path = "/api/v2/orgs";

    /// <summary>Maps them.</summary>
    public void Map(WebApplication app)
    {
        app.MapGet(Path, (RequestDelegate)ListAsync);
        app.MapPost(Path, (RequestDelegate)CreateAsync);
        app.MapGet(Path + "/{id}", (RequestDelegate)(context => context.WriteJsonAsync(Write(Find(context, "read")))));
        app.MapPatch(Path + "/{id}", (RequestDelegate)ChangeAsync);
        app.MapDelete(Path + "/{id}", (RequestDelegate)DeleteAsync);
    }

    /// <summary>The organisation that a request names by <c>orgID</c> or <c>org</c>.</summary>
    public static Organization Require(PointsServices services, string? id, string? name)
    {
        if (id is null && name is null)
        {
            throw ApiException.Invalid("Please provide either orgID or org");
        }

        // Some clients send an identifier as org.
        return services.Metadata.Organizations.All.FirstOrDefault(known =>
            known.Id == id || (id is null && (known.Name == name || known.Id == name)))
            ?? throw ApiException.NotFound(id is null ? $"organization name \"{name}\" not found" : "organization not found");
    }

    /// <summary>An organisation as the API has it.</summary>
    public static JsonObject Write(Organization organization) => new()
    {
        ["links"] = new JsonObject
        {
            ["self"] = $"{Path}/{organization.Id}",
            ["buckets"] = $"/api/v2/buckets?org={Uri.EscapeDataString(organization.Name)}",
        },
        ["id"] = organization.Id,
        ["name"] = organization.Name,
        ["description"] = organization.Description,
        ["createdAt"] = BucketEndpoints.Write(organization.CreatedAt),
        ["updatedAt"] = BucketEndpoints.Write(organization.UpdatedAt),
    };

    private Task ListAsync(HttpContext context)
    {
        var authorization = tokens.Require(context);
        var (name, id) = (context.Query("org"), context.Query("orgID"));
        var found = services.Metadata.Organizations.All
            .Where(known =>
                (name is null || known.Name == name) && (id is null || known.Id == id)
                && authorization.Allows("read", Type, known.Id, known.Id))
            .Skip(context.Number("offset", 0, 0, int.MaxValue))
            .Take(context.Number("limit", 20, 1, 100))
            .ToList();
        return found.Count == 0 && (name ?? id) is not null
            ? throw ApiException.NotFound(name is not null ? $"organization name \"{name}\" not found" : "organization not found")
            : context.WriteJsonAsync(new JsonObject
            {
                ["links"] = new JsonObject { ["self"] = Path },
                ["orgs"] = new JsonArray([.. found.Select(Write)]),
            });
    }

    private async Task CreateAsync(HttpContext context)
    {
        var authorization = tokens.Require(context);
        if (!authorization.Allows("write", Type))
        {
            throw ApiException.Unauthorized();
        }

        var body = await context.ReadJsonAsync();
        var name = body.Required("name");
        var made = services.Metadata.AddOrganization(name, body.Text("description") ?? string.Empty)
            ?? throw ApiException.Conflict($"organization with name {name} already exists");
        await context.WriteJsonAsync(Write(made), StatusCodes.Status201Created);
    }

    private async Task ChangeAsync(HttpContext context)
    {
        var organization = Find(context, "write");
        var body = await context.ReadJsonAsync();
        await context.WriteJsonAsync(Write(services.Metadata.Organizations.Save(organization with
        {
            Name = body.Text("name") ?? organization.Name,
            Description = body.Text("description") ?? organization.Description,
            UpdatedAt = services.Clock.GetUtcNow(),
        })));
    }

    private async Task DeleteAsync(HttpContext context)
    {
        var organization = Find(context, "write");
        foreach (var bucket in services.Metadata.Buckets.All.Where(bucket => bucket.OrgId == organization.Id).ToList())
        {
            await BucketEndpoints.DropAsync(services, bucket, context.RequestAborted);
        }

        services.Metadata.Authorizations.Remove(known => known.OrgId == organization.Id);
        services.Metadata.Organizations.Remove(known => known.Id == organization.Id);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private Organization Find(HttpContext context, string action)
    {
        var authorization = tokens.Require(context);
        var id = context.RouteId();
        return authorization.Allows(action, Type, id, id)
            ? services.Metadata.Organizations.Find(id) ?? throw ApiException.NotFound("organization not found")
            : throw ApiException.Unauthorized();
    }
}
