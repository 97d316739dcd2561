using System.Globalization;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Indices;

namespace Observability.StandIns.Documents.Api;

/// <summary>The root, health and settings of the cluster, its node, licence and users.</summary>
internal sealed class ClusterEndpoints(Node node)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);
    private static readonly string[] s_statuses = ["green", "yellow", "red"];

    /// <summary>Adds the routes.</summary>
    public void Map(Router router)
    {
        router.Map("GET", ReadRoot, "/");
        router.Map("GET", ReadHealthAsync, "_cluster/health", "_cluster/health/{index}");
        router.Map("GET", ReadSettings, "_cluster/settings");
        router.Map("PUT", ChangeSettingsAsync, "_cluster/settings");
        router.Map("GET", ReadNodes, "_nodes", "_nodes/{selection}", "_nodes/{selection}/{metric}");
        router.Map("GET", ReadLicense, "_license");
        router.Map("GET", ReadFeatures, "_xpack");
        router.Map("GET", ReadUser, "_security/_authenticate");
    }

    /// <summary>The health of indices: yellow where copies are wanted, which one node cannot place.</summary>
    public static string StatusOf(IEnumerable<DocumentIndex> indices) => indices.Any(index => index.Settings.Replicas > 0) ? "yellow" : "green";

    private ApiResponse ReadRoot(ApiRequest request)
    {
        request.Require("cluster:monitor/main");
        request.CheckParameters();
        var version = node.Version.ToString(3);
        return ApiResponse.Json(new JsonObject
        {
            ["name"] = node.Settings.NodeName,
            ["cluster_name"] = node.Settings.ClusterName,
            ["cluster_uuid"] = node.ClusterUuid,
            ["version"] = new JsonObject
            {
                ["number"] = version,
                ["build_flavor"] = "default",
                ["build_type"] = "stand-in",
                ["build_hash"] = "unknown",
                ["build_date"] = "1970-01-01T00:00:00.000000000Z",
                ["build_snapshot"] = false,
                ["lucene_version"] = "none",
                ["minimum_wire_compatibility_version"] = version,
                ["minimum_index_compatibility_version"] = version,
            },
            ["tagline"] = "You Know, for Search",
        });
    }

    private async Task<ApiResponse> ReadHealthAsync(ApiRequest request)
    {
        request.Require("cluster:monitor/health");
        request.Ignore(
            "local", "master_timeout", "wait_for_active_shards", "wait_for_events", "wait_for_no_initializing_shards",
            "wait_for_no_relocating_shards");
        var level = request.Text("level") ?? "cluster";
        var wanted = request.Text("wait_for_status")?.ToLowerInvariant();
        if (wanted is not null && !s_statuses.Contains(wanted))
        {
            throw ApiErrors.IllegalArgument($"unknown cluster health status [{wanted}]");
        }

        var nodes = request.Text("wait_for_nodes")?.TrimStart('>', '=', '<');
        var hasNodes = nodes is null || !int.TryParse(nodes, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count <= 1;
        var patience = request.Duration("timeout") ?? s_patience;
        var selection = IndexSelection.Read(request);
        request.CheckParameters();

        var started = node.Clock.GetTimestamp();
        while (true)
        {
            var isMissing = false;
            IReadOnlyList<DocumentIndex> indices = [];
            try
            {
                indices = node.Catalog.Resolve(request.Part("index"), selection with { IncludesHidden = true });
            }
            catch (ApiException error) when (error.Status == 404)
            {
                isMissing = true;
            }

            var status = isMissing ? "red" : StatusOf(indices);
            var isReached = !isMissing && hasNodes && (
                wanted is null || Array.IndexOf(s_statuses, status) <= Array.IndexOf(s_statuses, wanted));
            if (isReached || node.Clock.GetElapsedTime(started) >= patience)
            {
                return ApiResponse.Json(WriteHealth(indices, status, !isReached, level), isReached ? 200 : 408);
            }

            await Task.Delay(s_pause, node.Clock, request.Aborted);
        }
    }

    private JsonObject WriteHealth(IReadOnlyList<DocumentIndex> indices, string status, bool timedOut, string level)
    {
        var shards = indices.Sum(index => index.Settings.Shards);
        var missing = indices.Sum(index => index.Settings.Shards * index.Settings.Replicas);
        var health = new JsonObject
        {
            ["cluster_name"] = node.Settings.ClusterName, ["status"] = status, ["timed_out"] = timedOut, ["number_of_nodes"] = 1, ["number_of_data_nodes"] = 1,
            ["active_primary_shards"] = shards, ["active_shards"] = shards, ["relocating_shards"] = 0, ["initializing_shards"] = 0, ["unassigned_shards"] = missing,
            ["unassigned_primary_shards"] = 0, ["delayed_unassigned_shards"] = 0, ["number_of_pending_tasks"] = 0, ["number_of_in_flight_fetch"] = 0,
            ["task_max_waiting_in_queue_millis"] = 0, ["active_shards_percent_as_number"] = shards + missing == 0 ? 100.0 : 100.0 * shards / (shards + missing),
        };
        if (level is "indices" or "shards")
        {
            var map = new JsonObject();
            foreach (var index in indices)
            {
                map[index.Name] = new JsonObject
                {
                    ["status"] = StatusOf([index]), ["number_of_shards"] = index.Settings.Shards, ["number_of_replicas"] = index.Settings.Replicas,
                    ["active_primary_shards"] = index.Settings.Shards, ["active_shards"] = index.Settings.Shards, ["relocating_shards"] = 0, ["initializing_shards"] = 0,
                    ["unassigned_shards"] = index.Settings.Shards * index.Settings.Replicas, ["unassigned_primary_shards"] = 0,
                };
            }

            health["indices"] = map;
        }

        return health;
    }

    private ApiResponse ReadSettings(ApiRequest request)
    {
        request.Require("cluster:monitor/settings");
        request.Ignore("master_timeout", "timeout", "include_defaults", "local");
        var isFlat = request.Flag("flat_settings");
        request.CheckParameters();
        return ApiResponse.Json(node.ClusterSettings.ToJson(isFlat));
    }

    private async Task<ApiResponse> ChangeSettingsAsync(ApiRequest request)
    {
        request.Require("cluster:admin/settings/update");
        request.Ignore("master_timeout", "timeout");
        var isFlat = request.Flag("flat_settings");
        request.CheckParameters();
        return await node.ChangeAsync(
            () =>
            {
                node.ClusterSettings.Change(request.Json());
                var answer = node.ClusterSettings.ToJson(isFlat);
                answer.Insert(0, "acknowledged", true);
                return ApiResponse.Json(answer);
            },
            request.Aborted);
    }

    private ApiResponse ReadNodes(ApiRequest request)
    {
        request.Require("cluster:monitor/nodes/info");
        request.Ignore("timeout", "flat_settings", "master_timeout", "level");
        request.CheckParameters();
        if (request.Part("selection") is "stats" or "hot_threads" or "usage" or "reload_secure_settings"
            || request.Part("metric") is "stats" or "hot_threads" or "usage")
        {
            throw ApiErrors.NotSupported(
                $"/_nodes/{request.Part("selection")}{(request.Part("metric") is { } metric ? "/" + metric : "")}");
        }

        var address = node.Settings.Address.ToString();
        var info = new JsonObject
        {
            ["name"] = node.Settings.NodeName, ["transport_address"] = "127.0.0.1:9300", ["host"] = node.Settings.Address.Address.ToString(),
            ["ip"] = node.Settings.Address.Address.ToString(), ["version"] = node.Version.ToString(3), ["build_flavor"] = "default", ["build_type"] = "stand-in",
            ["build_hash"] = "unknown", ["roles"] = new JsonArray("data", "ingest", "master"),
            ["http"] = new JsonObject
            {
                ["bound_address"] = new JsonArray(address), ["publish_address"] = address, ["max_content_length_in_bytes"] = node.Settings.LongestBody,
            },
        };
        return ApiResponse.Json(new JsonObject
        {
            ["_nodes"] = new JsonObject { ["total"] = 1, ["successful"] = 1, ["failed"] = 0 }, ["cluster_name"] = node.Settings.ClusterName,
            ["nodes"] = new JsonObject { [node.NodeId] = info },
        });
    }

    private ApiResponse ReadLicense(ApiRequest request)
    {
        request.Require("cluster:monitor/xpack/license/get");
        request.Ignore("local", "accept_enterprise", "master_timeout");
        request.CheckParameters();
        return ApiResponse.Json(new JsonObject
        {
            ["license"] = new JsonObject
            {
                ["status"] = "active", ["uid"] = node.ClusterUuid, ["type"] = "basic", ["issue_date"] = Dates.DateFormat.WriteIso(node.Started, Dates.Zone.Utc),
                ["issue_date_in_millis"] = node.Started, ["max_nodes"] = 1000, ["max_resource_units"] = null, ["issued_to"] = node.Settings.ClusterName, ["issuer"] = "stand-in",
                ["start_date_in_millis"] = -1,
            },
        });
    }

    private ApiResponse ReadFeatures(ApiRequest request)
    {
        request.Require("cluster:monitor/xpack/info");
        request.Ignore("accept_enterprise", "categories", "human");
        request.CheckParameters();
        return ApiResponse.Json(new JsonObject
        {
            ["build"] = new JsonObject { ["hash"] = "unknown", ["date"] = "1970-01-01T00:00:00.000000000Z" },
            ["license"] = new JsonObject { ["uid"] = node.ClusterUuid, ["type"] = "basic", ["mode"] = "basic", ["status"] = "active" },
            ["features"] = new JsonObject { ["security"] = new JsonObject { ["available"] = true, ["enabled"] = node.Settings.IsSecured } },
            ["tagline"] = "You know, for X",
        });
    }

    private ApiResponse ReadUser(ApiRequest request)
    {
        request.CheckParameters();
        if (request.Caller.IsAnonymous)
        {
            throw Security.SecurityErrors.Denied(request.Caller, "cluster:admin/xpack/security/user/authenticate");
        }

        var realm = new JsonObject { ["name"] = "default_file", ["type"] = "file" };
        return ApiResponse.Json(new JsonObject
        {
            ["username"] = request.Caller.Name, ["roles"] = new JsonArray(
                [.. request.Caller.Roles.Select(role => JsonValue.Create(role.Name))]), ["full_name"] = null,
            ["email"] = null, ["metadata"] = new JsonObject(), ["enabled"] = true, ["authentication_realm"] = realm, ["lookup_realm"] = realm.DeepClone(),
            ["authentication_type"] = "realm",
        });
    }
}
