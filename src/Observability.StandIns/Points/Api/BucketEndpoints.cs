using System.Globalization;
using System.Text.Json.Nodes;
using Observability.StandIns.Points.Metadata;

namespace Observability.StandIns.Points.Api;

/// <summary>Buckets (https://docs.influxdata.com/influxdb/v2/api/buckets/).</summary>
/// <param name="services">What they work on.</param>
/// <param name="tokens">Who asks.</param>
internal sealed class BucketEndpoints(PointsServices services, RequestTokens tokens)
{
    private const string Type = "buckets";
    private const string Path = "/api/v2/buckets";
    private const long ShortestRetention = 3_600;

    // 285 years: no time in nanoseconds goes further back.
    private const long LongestRetention = 9_000_000_000;

    /// <summary>Maps them.</summary>
    public void Map(WebApplication app)
    {
        app.MapGet(Path, (RequestDelegate)ListAsync);
        app.MapPost(Path, (RequestDelegate)CreateAsync);
        app.MapGet(Path + "/{id}", (RequestDelegate)(context => context.WriteJsonAsync(Write(Find(context, "read")))));
        app.MapPatch(Path + "/{id}", (RequestDelegate)ChangeAsync);
        app.MapDelete(Path + "/{id}", (RequestDelegate)DeleteAsync);
    }

    /// <summary>Refuses a retention that the server refuses.</summary>
    public static void CheckRetention(long seconds)
    {
        if (seconds is not 0 and < ShortestRetention)
        {
            throw ApiException.Unprocessable("retention policy duration must be at least 1h0m0s");
        }

        if (seconds > LongestRetention)
        {
            throw ApiException.Unprocessable($"retention policy duration must be at most {LongestRetention}s; 0 is for ever");
        }
    }

    /// <summary>A bucket as the API has it.</summary>
    public static JsonObject Write(Bucket bucket) => new()
    {
        ["id"] = bucket.Id,
        ["orgID"] = bucket.OrgId,
        ["type"] = bucket.IsSystem ? "system" : "user",
        ["description"] = bucket.Description,
        ["name"] = bucket.Name,
        ["retentionRules"] = new JsonArray(new JsonObject
        {
            ["type"] = "expire",
            ["everySeconds"] = bucket.RetentionSeconds,
            ["shardGroupDurationSeconds"] = bucket.ShardGroupSeconds,
        }),
        ["createdAt"] = Write(bucket.CreatedAt),
        ["updatedAt"] = Write(bucket.UpdatedAt),
        ["links"] = new JsonObject
        {
            ["org"] = $"/api/v2/orgs/{bucket.OrgId}",
            ["self"] = $"{Path}/{bucket.Id}",
            ["write"] = $"/api/v2/write?org={bucket.OrgId}&bucket={bucket.Id}",
        },
        ["labels"] = new JsonArray(),
    };

    /// <summary>A time as the API has it.</summary>
    public static string Write(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    /// <summary>Deletes a bucket with its points and mappings.</summary>
    public static async Task DropAsync(PointsServices services, Bucket bucket, CancellationToken cancellationToken)
    {
        services.Metadata.Buckets.Remove(known => known.Id == bucket.Id);
        services.Metadata.Mappings.Remove(known => known.BucketId == bucket.Id);
        await services.Store.DropBucketAsync(bucket.Id, cancellationToken);
    }

    private Task ListAsync(HttpContext context)
    {
        var authorization = tokens.Require(context);
        var (name, id, after) = (context.Query("name"), context.Query("id"), context.Query("after"));
        var organization = context.Query("orgID") is null && context.Query("org") is null
            ? null
            : OrganizationEndpoints.Require(services, context.Query("orgID"), context.Query("org"));
        var fitting = services.Metadata.Buckets.All
            .Where(bucket => (organization is null || bucket.OrgId == organization.Id)
                && (name is null || bucket.Name == name)
                && (id is null || bucket.Id == id)
                && authorization.Allows("read", Type, bucket.OrgId, bucket.Id))
            .ToList();
        if (fitting.Count == 0 && name is not null)
        {
            throw ApiException.NotFound($"bucket \"{name}\" not found");
        }

        var skipped = after is null ? context.Number("offset", 0, 0, int.MaxValue) : fitting.FindIndex(bucket => bucket.Id == after) + 1;
        var found = fitting.Skip(skipped).Take(context.Number("limit", 20, 1, 100));
        return context.WriteJsonAsync(new JsonObject
        {
            ["links"] = new JsonObject { ["self"] = context.Request.Path + context.Request.QueryString },
            ["buckets"] = new JsonArray([.. found.Select(Write)]),
        });
    }

    private async Task CreateAsync(HttpContext context)
    {
        var authorization = tokens.Require(context);
        var body = await context.ReadJsonAsync();
        var (name, orgId) = (body.Required("name"), body.Required("orgID"));
        if (!authorization.Allows("write", Type, orgId))
        {
            throw ApiException.Forbidden("insufficient permissions to create buckets");
        }

        if (name.StartsWith('_') || name.Contains('"', StringComparison.Ordinal))
        {
            throw ApiException.Unprocessable($"bucket name {name} is invalid. Bucket names may not start with underscore or contain quotation marks");
        }

        OrganizationEndpoints.Require(services, orgId, null);
        var (seconds, shardGroup) = ReadRetention(body) ?? (0, null);
        var made = services.Metadata.AddBucket(orgId, name, body.Text("description") ?? string.Empty, seconds, shardGroup)
            ?? throw ApiException.Conflict($"bucket with name {name} already exists");
        await context.WriteJsonAsync(Write(made), StatusCodes.Status201Created);
    }

    private async Task ChangeAsync(HttpContext context)
    {
        var bucket = Find(context, "write");
        var body = await context.ReadJsonAsync();
        var name = body.Text("name") ?? bucket.Name;
        if (name != bucket.Name
            && (bucket.IsSystem || services.Metadata.Buckets.All.Any(known => known.OrgId == bucket.OrgId && known.Name == name)))
        {
            throw bucket.IsSystem ? ApiException.Invalid("system buckets cannot be renamed")
                : ApiException.Conflict("bucket name is not unique");
        }

        var (seconds, shardGroup) = ReadRetention(body) ?? (bucket.RetentionSeconds, bucket.ShardGroupSeconds);
        await context.WriteJsonAsync(Write(services.Metadata.Buckets.Save(bucket with
        {
            Name = name,
            Description = body.Text("description") ?? bucket.Description,
            RetentionSeconds = seconds,
            ShardGroupSeconds = shardGroup is > 0 ? shardGroup.Value : Bucket.ShardGroupOf(seconds),
            UpdatedAt = services.Clock.GetUtcNow(),
        })));
    }

    private async Task DeleteAsync(HttpContext context)
    {
        var bucket = Find(context, "write");
        if (bucket.IsSystem)
        {
            throw ApiException.Invalid("system buckets cannot be deleted");
        }

        await DropAsync(services, bucket, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static (long Seconds, long? ShardGroup)? ReadRetention(JsonObject body)
    {
        // [{"type":"expire","everySeconds":86400,"shardGroupDurationSeconds":3600}]
        if (body["retentionRules"] is not { } rules)
        {
            return null;
        }

        if (rules is not JsonArray { Count: <= 1 } list || (list.Count == 1 && list[0] is not JsonObject))
        {
            throw ApiException.Invalid("retentionRules must be a list of at most one rule");
        }

        var rule = list.Count == 0 ? [] : (JsonObject)list[0]!;
        var (seconds, shardGroup) = (rule.Long("everySeconds") ?? 0, rule.Long("shardGroupDurationSeconds"));
        CheckRetention(seconds);
        return seconds > 0 && shardGroup > seconds
            ? throw ApiException.Unprocessable("shard-group duration must be less than or equal to the retention period")
            : (seconds, shardGroup);
    }

    private Bucket Find(HttpContext context, string action)
    {
        var authorization = tokens.Require(context);
        var bucket = services.Metadata.Buckets.Find(context.RouteId());
        return bucket is not null && authorization.Allows("read", Type, bucket.OrgId, bucket.Id)
            ? authorization.Allows(action, Type, bucket.OrgId, bucket.Id) ? bucket : throw ApiException.Unauthorized()
            : throw ApiException.NotFound("bucket not found");
    }
}
