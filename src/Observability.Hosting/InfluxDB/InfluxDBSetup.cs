using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Observability.Hosting.Backends;

namespace Observability.Hosting.InfluxDB;

/// <summary>
/// Sets an InfluxDB up over its API (https://docs.influxdata.com/influxdb/v2/api/): user, organisation, token, buckets and, for
/// version 1 clients and InfluxQL, a database mapping of each bucket. Every step looks first, so a second run over kept data
/// only makes what is new.
/// </summary>
/// <remarks>
/// On the laptop the image's own <c>DOCKER_INFLUXDB_INIT_*</c> variables are not used: they do nothing where the data folder is
/// not empty, so a changed bucket or a lost token would go unnoticed, and a process has nothing like them. In a cluster, where
/// nobody calls this, they are.
/// </remarks>
internal sealed class InfluxDBSetup(string resource, HttpClient http, InfluxDBPlan plan, TimeSpan? patience = null)
{
    private readonly SetupApi _anonymous = new(resource, http, null, [plan.Token, plan.Password], patience);
    private readonly SetupApi _operator =
        new(resource, http, new AuthenticationHeaderValue("Token", plan.Token), [plan.Token, plan.Password], patience);

    /// <summary>Makes sure of everything.</summary>
    /// <exception cref="DistributedApplicationException">A request failed, or the server has another token than ours.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await OnboardAsync(cancellationToken).ConfigureAwait(false);
        var organization = await EnsureOrganizationAsync(cancellationToken).ConfigureAwait(false);
        foreach (var bucket in plan.Buckets)
        {
            var id = await EnsureBucketAsync(organization, bucket, cancellationToken).ConfigureAwait(false);
            await EnsureDatabaseAsync(organization, bucket.Name, id, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task OnboardAsync(CancellationToken cancellationToken)
    {
        if (!await IsNewAsync(cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var first = plan.Buckets[0];
        var answer = await _anonymous.SendAsync(
            HttpMethod.Post,
            "/api/v2/setup",
            new JsonObject
            {
                ["username"] = InfluxDBFacts.UserName,
                ["password"] = plan.Password,
                ["org"] = plan.Organization,
                ["bucket"] = first.Name,
                ["retentionPeriodSeconds"] = first.RetentionSeconds,
                ["token"] = plan.Token,
            },
            cancellationToken).ConfigureAwait(false);

        // Whatever it said: a repeated request, whose first answer got lost, is refused although all is done. Whether it was
        // ours shows when the token is used.
        if (answer.Status != HttpStatusCode.Created && await IsNewAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new DistributedApplicationException(answer.Failure);
        }
    }

    private async Task<bool> IsNewAsync(CancellationToken cancellationToken)
    {
        // {"allowed":true} as long as there is no user.
        var state = await _anonymous.RequireAsync(HttpMethod.Get, "/api/v2/setup", null, cancellationToken).ConfigureAwait(false);
        return state?["allowed"]?.GetValue<bool>() == true;
    }

    private async Task<string> EnsureOrganizationAsync(CancellationToken cancellationToken)
    {
        // {"orgs":[{"id":"b5a2…","name":"observability"}]}; 404 where there is none of the name.
        var path = $"/api/v2/orgs?org={Uri.EscapeDataString(plan.Organization)}";
        var answer = await _operator.SendAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
        if (answer.Status == HttpStatusCode.Unauthorized)
        {
            throw new DistributedApplicationException(
                $"{answer.Failure.TrimEnd('.')}. This server was set up with another token than the parameter '{plan.TokenName}' holds: "
                + "either the user secrets were lost or the data are another AppHost's. Put the old token back "
                + $"(dotnet user-secrets set Parameters:{plan.TokenName} …), or begin anew by deleting {plan.DataPlace}.");
        }

        if (answer.Status is not (HttpStatusCode.OK or HttpStatusCode.NotFound))
        {
            throw new DistributedApplicationException(answer.Failure);
        }

        return FindId(answer, "orgs", plan.Organization) ?? await CreateAsync(
            "/api/v2/orgs", new JsonObject { ["name"] = plan.Organization }, cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> EnsureBucketAsync(string organization, InfluxDBBucket bucket, CancellationToken cancellationToken)
    {
        // {"buckets":[{"id":"c8b9…","name":"metrics","retentionRules":[{"type":"expire","everySeconds":86400}]}]}, no rule for ever;
        // 404 where there is none of the name.
        var path = $"/api/v2/buckets?orgID={organization}&name={Uri.EscapeDataString(bucket.Name)}";
        var answer = await _operator.SendAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
        if (answer.Status is not (HttpStatusCode.OK or HttpStatusCode.NotFound))
        {
            throw new DistributedApplicationException(answer.Failure);
        }

        var known = Find(answer, "buckets", bucket.Name);
        if (known is null)
        {
            return await CreateAsync(
                "/api/v2/buckets",
                new JsonObject { ["orgID"] = organization, ["name"] = bucket.Name, ["retentionRules"] = WriteRules(bucket) },
                cancellationToken).ConfigureAwait(false);
        }

        var id = known["id"]!.GetValue<string>();
        var seconds = known["retentionRules"] is JsonArray { Count: > 0 } rules ? rules[0]!["everySeconds"]?.GetValue<long>() ?? 0 : 0;
        if (seconds != bucket.RetentionSeconds)
        {
            await _operator.RequireAsync(
                HttpMethod.Patch,
                $"/api/v2/buckets/{id}",
                new JsonObject { ["retentionRules"] = WriteRules(bucket) },
                cancellationToken).ConfigureAwait(false);
        }

        return id;
    }

    private async Task EnsureDatabaseAsync(string organization, string name, string bucketId, CancellationToken cancellationToken)
    {
        // {"content":[{"id":"…","database":"metrics","retention_policy":"autogen","default":true,"virtual":true, …}]}. Recent versions
        // answer with a virtual mapping of every bucket, which serves as well as one of our own.
        var path = $"/api/v2/dbrps?orgID={organization}&bucketID={bucketId}&db={Uri.EscapeDataString(name)}";
        var answer = await _operator.RequireAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
        if (answer?["content"] is JsonArray { Count: > 0 })
        {
            return;
        }

        await _operator.RequireAsync(
            HttpMethod.Post,
            "/api/v2/dbrps",
            new JsonObject
            {
                ["orgID"] = organization,
                ["bucketID"] = bucketId,
                ["database"] = name,
                ["retention_policy"] = "autogen",
                ["default"] = true,
            },
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> CreateAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        var created = await _operator.RequireAsync(HttpMethod.Post, path, body, cancellationToken).ConfigureAwait(false);
        return created?["id"]?.GetValue<string>()
            ?? throw new DistributedApplicationException($"Resource '{resource}': POST {path} answered without an id.");
    }

    private static JsonArray WriteRules(InfluxDBBucket bucket) =>
    [
        new JsonObject
        {
            ["type"] = "expire",
            ["everySeconds"] = bucket.RetentionSeconds,
            ["shardGroupDurationSeconds"] = bucket.ShardGroupSeconds,
        },
    ];

    private static string? FindId(SetupAnswer answer, string list, string name) => Find(answer, list, name)?["id"]?.GetValue<string>();

    private static JsonNode? Find(SetupAnswer answer, string list, string name) =>
        (answer.Body?[list] as JsonArray)?.FirstOrDefault(item => item?["name"]?.GetValue<string>() == name);
}
