using System.Text.Json.Nodes;
using Observability.StandIns.Points.Metadata;

namespace Observability.StandIns.Points.Api;

/// <summary>The first user, organisation, bucket and token (https://docs.influxdata.com/influxdb/v2/api/setup/).</summary>
/// <param name="services">What they work on.</param>
internal sealed class SetupEndpoints(PointsServices services)
{
    private const int ShortestPassword = 8;

    /// <summary>Maps them.</summary>
    public void Map(WebApplication app)
    {
        app.MapGet("/api/v2/setup",
            (RequestDelegate)(context => context.WriteJsonAsync(new JsonObject { ["allowed"] = services.Metadata.IsSetupAllowed })));
        app.MapPost("/api/v2/setup", (RequestDelegate)SetUpAsync);
    }

    private async Task SetUpAsync(HttpContext context)
    {
        var body = await context.ReadJsonAsync();
        var (userName, organization, bucket) = (body.Required("username"), body.Required("org"), body.Required("bucket"));
        var password = body.Text("password") ?? string.Empty;
        if (password.Length is > 0 and < ShortestPassword)
        {
            throw ApiException.Invalid("passwords must be at least 8 characters long");
        }

        var retention = body.Long("retentionPeriodSeconds") ?? Math.Clamp(body.Long("retentionPeriodHrs") ?? 0, -1, 10_000_000) * 3_600;
        BucketEndpoints.CheckRetention(retention);
        var token = body.Text("token") is { Length: > 0 } given ? given : Identifier.NewToken();
        var made = services.Metadata.SetUp(userName, password, organization, bucket, retention, token)
            ?? throw ApiException.Conflict("onboarding has already been completed");
        await context.WriteJsonAsync(
            new JsonObject
            {
                ["user"] = UserEndpoints.Write(made.User),
                ["bucket"] = BucketEndpoints.Write(made.Bucket),
                ["org"] = OrganizationEndpoints.Write(made.Organization),
                ["auth"] = AuthorizationEndpoints.Write(made.Authorization, services.Metadata, token),
            },
            StatusCodes.Status201Created);
    }
}
