using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Indices;

namespace Observability.StandIns.Documents.Api;

/// <summary>Indices, their mappings, settings and aliases.</summary>
internal sealed partial class IndexEndpoints(Node node)
{
    /// <summary>Adds the routes.</summary>
    public void Map(Router router)
    {
        router.Map("PUT", CreateAsync, "{index}");
        router.Map("GET", Read, "{index}");
        router.Map("DELETE", DeleteAsync, "{index}");
        router.Map("GET", ReadMapping, "_mapping", "{index}/_mapping");
        router.Map("PUT|POST", ChangeMappingAsync, "{index}/_mapping");
        router.Map("GET", ReadSettings, "_settings", "{index}/_settings", "{index}/_settings/{name}", "_settings/{name}");
        router.Map("PUT", ChangeSettingsAsync, "_settings", "{index}/_settings");
        router.Map("GET|POST", Refresh, "_refresh", "{index}/_refresh");
        router.Map("GET|POST", Flush, "_flush", "{index}/_flush");
        router.Map("POST", MergeAsync, "_forcemerge", "{index}/_forcemerge");
        router.Map("GET", ReadAliases, "_alias", "_alias/{name}", "{index}/_alias", "{index}/_alias/{name}");
        router.Map("PUT|POST", AddAliasAsync, "{index}/_alias/{name}", "{index}/_aliases/{name}");
        router.Map("DELETE", RemoveAliasAsync, "{index}/_alias/{name}", "{index}/_aliases/{name}");
        router.Map("POST", ChangeAliasesAsync, "_aliases");
        router.Map("GET", ReadStatistics, "_stats", "_stats/{metric}", "{index}/_stats", "{index}/_stats/{metric}");
    }

    private async Task<ApiResponse> CreateAsync(ApiRequest request)
    {
        request.Ignore("master_timeout", "timeout", "wait_for_active_shards");
        request.CheckParameters();
        var name = IndexNames.Resolve(request.Part("index")!, node.Catalog.Now);
        request.Require("indices:admin/create", [name]);
        var body = request.Json();
        foreach (var property in body.EnumerateObject().Where(property => property.Name is not ("settings" or "mappings" or "aliases")))
        {
            throw ApiErrors.Parsing($"unknown key [{property.Name}] for create index");
        }

        var index = await node.ChangeAsync(() => node.Catalog.Create(name, body), request.Aborted);
        return ApiResponse.Json(new JsonObject { ["acknowledged"] = true, ["shards_acknowledged"] = true, ["index"] = index.Name });
    }

    private ApiResponse Read(ApiRequest request)
    {
        request.Ignore("master_timeout", "local", "include_defaults", "features");
        var isFlat = request.Flag("flat_settings");
        return ForEach(request, "indices:admin/get", index => new JsonObject
        {
            ["aliases"] = WriteAliases(index, "*"), ["mappings"] = index.Mapping.ToJson(), ["settings"] = index.Settings.ToJson(isFlat),
        });
    }

    private async Task<ApiResponse> DeleteAsync(ApiRequest request)
    {
        request.Ignore("master_timeout", "timeout");
        var selection = IndexSelection.Read(request);
        request.CheckParameters();
        var expression = request.Part("index")!;
        request.RequireNames("indices:admin/delete", expression);
        if (expression == "_all" || expression.Contains('*', StringComparison.Ordinal))
        {
            // As action.destructive_requires_name, which is so unless it is changed.
            throw ApiErrors.IllegalArgument("Wildcard expressions or all indices are not allowed");
        }

        return await node.ChangeAsync(
            () =>
            {
                var indices = node.Catalog.Resolve(expression, selection);
                request.Require("indices:admin/delete", indices.Select(index => index.Name));
                if (indices.FirstOrDefault(
                    index => !expression.Split(',').Select(
                        name => IndexNames.Resolve(name, node.Catalog.Now)).Contains(index.Name)) is { } aliased)
                {
                    throw ApiErrors.IllegalArgument(
                        $"The provided expression [{expression}] matches an alias of [{aliased.Name}], specify the corresponding "
                        + "concrete indices instead.");
                }

                node.Catalog.Delete(indices);
                return ApiResponse.Acknowledged();
            },
            request.Aborted);
    }

    private ApiResponse ReadMapping(ApiRequest request)
    {
        request.Ignore("master_timeout", "local");
        return ForEach(request, "indices:admin/mappings/get", index => new JsonObject { ["mappings"] = index.Mapping.ToJson() });
    }

    private Task<ApiResponse> ChangeMappingAsync(ApiRequest request)
    {
        request.Ignore("master_timeout", "timeout", "write_index_only");
        var body = request.Json();

        // Once on copies, so that what one of the indices refuses changes none.
        return ChangeAsync(request, "indices:admin/mapping/put", index => index.Mapping.Merge(body), check: index =>
        {
            var trial = new Mapping.IndexMapping(index.Settings.MostFields);
            trial.Merge(JsonSerializer.SerializeToElement(index.Mapping.ToJson()));
            trial.Merge(body);
        });
    }

    private ApiResponse ReadSettings(ApiRequest request)
    {
        request.Ignore("master_timeout", "local", "include_defaults");
        var isFlat = request.Flag("flat_settings");
        var name = request.Part("name");
        return ForEach(request, "indices:monitor/settings/get", index =>
        {
            var settings = new IndexSettings();
            foreach (var (key, value) in index.Settings.ToJson(isFlat: true).Where(
                entry => name is null || name.Split(',').Any(part => part == "_all" || Wildcard.IsMatch(part, entry.Key))))
            {
                settings.Set(key, value!.GetValue<string>());
            }

            return new JsonObject { ["settings"] = settings.ToJson(isFlat) };
        });
    }

    private Task<ApiResponse> ChangeSettingsAsync(ApiRequest request)
    {
        request.Ignore("master_timeout", "timeout", "preserve_existing", "flat_settings", "reopen");
        var body = request.Json();
        var settings = body.TryGet("settings", out var inner) ? inner : body;
        return ChangeAsync(request, "indices:admin/settings/update", index =>
        {
            var trial = new IndexSettings();
            trial.Merge(settings);
            if (trial.Text("number_of_shards") is not null)
            {
                throw ApiErrors.IllegalArgument($"final [{index.Name}] setting [index.number_of_shards], not updateable");
            }

            index.Settings.Merge(settings);
        });
    }

    private ApiResponse Refresh(ApiRequest request) => WithShards(request, "indices:admin/refresh", index => index.Refresh());

    // What is written is on the disk already.
    private ApiResponse Flush(ApiRequest request)
    {
        request.Ignore("force", "wait_if_ongoing");
        return WithShards(request, "indices:admin/flush", static _ => { });
    }

    private async Task<ApiResponse> MergeAsync(ApiRequest request)
    {
        request.Ignore("flush", "max_num_segments", "only_expunge_deletes", "wait_for_completion");
        return await node.ChangeAsync(
            () => WithShards(request, "indices:admin/forcemerge", static index => index.Compact()), request.Aborted);
    }

    private ApiResponse ReadStatistics(ApiRequest request)
    {
        request.Ignore(
            "level", "fields", "completion_fields", "fielddata_fields", "groups", "include_segment_file_sizes", "include_unloaded_segments",
            "forbid_closed_indices");
        var indices = Select(request, "indices:monitor/stats");
        JsonObject Describe(IEnumerable<DocumentIndex> part)
        {
            var (count, deleted, size) = (0L, 0L, 0L);
            foreach (var index in part)
            {
                var snapshot = index.Read();
                (count, deleted, size) = (
                    count + snapshot.LiveCount, deleted + snapshot.Count - snapshot.LiveCount, size + node.Database.SizeOf(index.Id));
            }

            JsonObject Of() => new()
            {
                ["docs"] = new JsonObject { ["count"] = count, ["deleted"] = deleted }, ["store"] = new JsonObject { ["size_in_bytes"] = size, ["total_data_set_size_in_bytes"] = size },
            };
            return new JsonObject { ["primaries"] = Of(), ["total"] = Of() };
        }

        var map = new JsonObject();
        foreach (var index in indices)
        {
            var described = Describe([index]);
            described.Insert(0, "uuid", index.Uuid);
            map[index.Name] = described;
        }

        return ApiResponse.Json(new JsonObject { ["_shards"] = Shards(indices), ["_all"] = Describe(indices), ["indices"] = map });
    }

    private IReadOnlyList<DocumentIndex> Select(ApiRequest request, string action)
    {
        var selection = IndexSelection.Read(request);
        request.CheckParameters();
        var expression = request.Part("index");
        request.RequireNames(action, expression);
        var indices = node.Catalog.Resolve(expression, selection);
        request.Require(action, indices.Select(index => index.Name));
        return indices;
    }

    private ApiResponse ForEach(ApiRequest request, string action, Func<DocumentIndex, JsonObject> describe)
    {
        var result = new JsonObject();
        foreach (var index in Select(request, action))
        {
            result[index.Name] = describe(index);
        }

        return ApiResponse.Json(result);
    }

    private ApiResponse WithShards(ApiRequest request, string action, Action<DocumentIndex> act)
    {
        var indices = Select(request, action);
        foreach (var index in indices)
        {
            act(index);
        }

        return ApiResponse.Json(new JsonObject { ["_shards"] = Shards(indices) });
    }

    private async Task<ApiResponse> ChangeAsync(
        ApiRequest request, string action, Action<DocumentIndex> change, Action<DocumentIndex>? check = null) => await node.ChangeAsync(
        () =>
        {
            var indices = Select(request, action);
            foreach (var index in indices)
            {
                check?.Invoke(index);
            }

            foreach (var index in indices)
            {
                change(index);
            }

            node.Catalog.Save(indices);
            return ApiResponse.Acknowledged();
        },
        request.Aborted);

    private static JsonObject Shards(IReadOnlyList<DocumentIndex> indices) => new()
    {
        ["total"] = indices.Sum(
            index => index.Settings.Shards * (1 + index.Settings.Replicas)), ["successful"] = indices.Sum(index => index.Settings.Shards), ["failed"] = 0,
    };
}
