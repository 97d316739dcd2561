using System.Text.Json.Nodes;
using Observability.StandIns.Points.Metadata;

namespace Observability.StandIns.Points.Api;

/// <summary>Users, of which only the first can be made (https://docs.influxdata.com/influxdb/v2/api/users/).</summary>
/// <param name="services">What they work on.</param>
/// <param name="tokens">Who asks.</param>
internal sealed class UserEndpoints(PointsServices services, RequestTokens tokens)
{
    private const string Path = "/api/v2/users";

    /// <summary>Maps them.</summary>
    public void Map(WebApplication app)
    {
        app.MapGet(Path, (RequestDelegate)ListAsync);
        app.MapGet(Path + "/{id}", (RequestDelegate)(context =>
            Find(tokens.Require(context), context.RouteId()) is { } user
                ? context.WriteJsonAsync(Write(user))
                : throw ApiException.NotFound("user not found")));
        app.MapGet("/api/v2/me", (RequestDelegate)(context =>
            services.Metadata.Users.Find(tokens.Require(context).UserId) is { } user
                ? context.WriteJsonAsync(Write(user))
                : throw ApiException.NotFound("user not found")));
    }

    /// <summary>A user as the API has it.</summary>
    public static JsonObject Write(User user) => new()
    {
        ["id"] = user.Id,
        ["name"] = user.Name,
        ["status"] = "active",
        ["links"] = new JsonObject { ["self"] = $"{Path}/{user.Id}" },
    };

    private Task ListAsync(HttpContext context)
    {
        var authorization = tokens.Require(context);
        return context.WriteJsonAsync(new JsonObject
        {
            ["links"] = new JsonObject { ["self"] = Path },
            ["users"] =
                new JsonArray([.. services.Metadata.Users.All.Where(user => Find(authorization, user.Id) is not null).Select(Write)]),
        });
    }

    private User? Find(Authorization authorization, string id) =>
        authorization.UserId == id || authorization.Allows("read", "users", null, id) ? services.Metadata.Users.Find(id) : null;
}
