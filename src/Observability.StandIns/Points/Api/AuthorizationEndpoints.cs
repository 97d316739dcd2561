using System.Text.Json.Nodes;
using Observability.StandIns.Points.Metadata;

namespace Observability.StandIns.Points.Api;

/// <summary>
/// Tokens (https://docs.influxdata.com/influxdb/v2/api/authorizations/). A token itself is in the answer that makes it, and never again.
/// </summary>
/// <param name="services">What they work on.</param>
/// <param name="tokens">Who asks.</param>
internal sealed class AuthorizationEndpoints(PointsServices services, RequestTokens tokens)
{
    private const string Type = "authorizations";
    private const string Path = "/api/v2/authorizations";

    /// <summary>Maps them.</summary>
    public void Map(WebApplication app)
    {
        app.MapGet(Path, (RequestDelegate)ListAsync);
        app.MapPost(Path, (RequestDelegate)CreateAsync);
        app.MapGet(Path + "/{id}", (RequestDelegate)(context => context.WriteJsonAsync(Write(Find(context, "read"), services.Metadata))));
        app.MapPatch(Path + "/{id}", (RequestDelegate)ChangeAsync);
        app.MapDelete(Path + "/{id}", (RequestDelegate)Delete);
    }

    /// <summary>A token as the API has it.</summary>
    public static JsonObject Write(Authorization authorization, PointsMetadata metadata, string? token = null)
    {
        var json = new JsonObject
        {
            ["id"] = authorization.Id,
            ["status"] = authorization.IsActive ? "active" : "inactive",
            ["description"] = authorization.Description,
            ["orgID"] = authorization.OrgId,
            ["org"] = metadata.Organizations.Find(authorization.OrgId)?.Name,
            ["userID"] = authorization.UserId,
            ["user"] = metadata.Users.Find(authorization.UserId)?.Name,
            ["permissions"] = new JsonArray([.. authorization.Permissions.Select(Write)]),
            ["createdAt"] = BucketEndpoints.Write(authorization.CreatedAt),
            ["updatedAt"] = BucketEndpoints.Write(authorization.UpdatedAt),
            ["links"] = new JsonObject { ["self"] = $"{Path}/{authorization.Id}" },
        };
        if (token is not null)
        {
            json["token"] = token;
        }

        return json;
    }

    private static JsonObject Write(Permission permission)
    {
        var resource = new JsonObject { ["type"] = permission.Type };
        foreach (var (name, value) in new[] { ("id", permission.ResourceId), ("name", permission.ResourceName),
            ("orgID", permission.OrgId) })
        {
            if (value is not null)
            {
                resource[name] = value;
            }
        }

        return new JsonObject { ["action"] = permission.Action, ["resource"] = resource };
    }

    private Task ListAsync(HttpContext context)
    {
        var authorization = tokens.Require(context);
        var organization = context.Query("orgID") is null && context.Query("org") is null
            ? null
            : OrganizationEndpoints.Require(services, context.Query("orgID"), context.Query("org"));
        var found = services.Metadata.Authorizations.All.Where(known =>
            (organization is null || known.OrgId == organization.Id)
            && (context.Query("userID") is not { } user || known.UserId == user)
            && authorization.Allows("read", Type, known.OrgId, known.Id));
        return context.WriteJsonAsync(new JsonObject
        {
            ["links"] = new JsonObject { ["self"] = Path },
            ["authorizations"] = new JsonArray([.. found.Select(known => Write(known, services.Metadata))]),
        });
    }

    private async Task CreateAsync(HttpContext context)
    {
        var authorization = tokens.Require(context);
        var body = await context.ReadJsonAsync();
        var organization = OrganizationEndpoints.Require(services, body.Required("orgID"), null);
        if (!authorization.Allows("write", Type, organization.Id))
        {
            throw ApiException.Unauthorized();
        }

        if (body["permissions"] is not JsonArray { Count: > 0 } list)
        {
            throw ApiException.Invalid("authorization must include permissions");
        }

        var permissions = list.Select(item => Read(item as JsonObject)).ToList();
        var missing =
            permissions.Find(permission =>
            !authorization.Allows(permission.Action, permission.Type, permission.OrgId, permission.ResourceId));
        if (missing is not null)
        {
            throw ApiException.Forbidden($"permission {missing.Action}:{missing.Type} is not allowed: a token cannot give more than it has");
        }

        var token = Identifier.NewToken();
        var made = services.Metadata.AddAuthorization(
            token, organization.Id, body.Text("userID") ?? authorization.UserId, body.Text("description") ?? string.Empty, permissions);
        await context.WriteJsonAsync(Write(made, services.Metadata, token), StatusCodes.Status201Created);
    }

    private static Permission Read(JsonObject? json)
    {
        var action = json?.Text("action");
        if (json?["resource"] is not JsonObject resource || action is not ("read" or "write"))
        {
            throw ApiException.Invalid("unknown action for permission, or no resource");
        }

        var type = resource.Text("type");
        return Permission.Types.Contains(type)
            ? new Permission(action, type!, resource.Text("orgID"), resource.Text("id"), resource.Text("name"))
            : throw ApiException.Invalid("unknown resource type for permission");
    }

    private async Task ChangeAsync(HttpContext context)
    {
        var authorization = Find(context, "write");
        var body = await context.ReadJsonAsync();
        var isActive = body.Text("status") switch
        {
            null => authorization.IsActive,
            "active" => true,
            "inactive" => false,
            _ => throw ApiException.Invalid("unknown status"),
        };
        await context.WriteJsonAsync(Write(
            services.Metadata.Authorizations.Save(authorization with
            {
                IsActive = isActive,
                Description = body.Text("description") ?? authorization.Description,
                UpdatedAt = services.Clock.GetUtcNow(),
            }),
            services.Metadata));
    }

    private Task Delete(HttpContext context)
    {
        var authorization = Find(context, "write");
        services.Metadata.Authorizations.Remove(known => known.Id == authorization.Id);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private Authorization Find(HttpContext context, string action)
    {
        var asker = tokens.Require(context);
        var found = services.Metadata.Authorizations.Find(context.RouteId());
        return found is not null && asker.Allows(action, Type, found.OrgId, found.Id) ? found
            : throw ApiException.NotFound("authorization not found");
    }
}
