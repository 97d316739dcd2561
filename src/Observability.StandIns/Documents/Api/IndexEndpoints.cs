using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Indices;

namespace Observability.StandIns.Documents.Api;

/// <summary>Indices, their mappings, settings and aliases.</summary>
internal sealed class IndexEndpoints(Node node)
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

    private ApiResponse ReadAliases(ApiRequest request)
    {
        request.Ignore("local", "master_timeout");
        var indices = Select(request, "indices:admin/aliases/get");
        var pattern = request.Part("name") ?? "*";
        var result = new JsonObject();
        foreach (var index in indices)
        {
            var aliases = WriteAliases(index, pattern);
            if (aliases.Count > 0 || request.Part("name") is null)
            {
                result[index.Name] = new JsonObject { ["aliases"] = aliases };
            }
        }

        if (result.Count == 0 && request.Part("name") is { } name && !name.Contains('*', StringComparison.Ordinal))
        {
            return ApiResponse.Json(new JsonObject { ["error"] = $"alias [{name}] missing", ["status"] = 404 }, 404);
        }

        return ApiResponse.Json(result);
    }

    private Task<ApiResponse> AddAliasAsync(ApiRequest request)
    {
        request.Ignore("master_timeout", "timeout");
        var (name, alias) = (request.Part("name")!, IndexBlueprint.ReadAlias(request.Json()));
        return ChangeAsync(request, "indices:admin/aliases", index =>
        {
            node.Catalog.CheckAliases([name]);
            SetAlias(index, name, alias);
        });
    }

    private async Task<ApiResponse> RemoveAliasAsync(ApiRequest request)
    {
        request.Ignore("master_timeout", "timeout");
        var names = request.Part("name")!;
        var isFound = false;
        var answer = await ChangeAsync(request, "indices:admin/aliases", index => isFound |= RemoveAlias(index, names));
        return isFound ? answer : throw new ApiException(404, "aliases_not_found_exception", $"aliases [{names}] missing");
    }

    private async Task<ApiResponse> ChangeAliasesAsync(ApiRequest request)
    {
        request.Ignore("master_timeout", "timeout");
        request.CheckParameters();
        var body = request.Json();
        var actions = body.TryGet("actions", out var list) ? list.Items().Select(item => item.Single("actions")).ToList() : throw ApiErrors.Parsing("Required [actions]");
        return await node.ChangeAsync(
            () =>
            {
                ChangeAliases(request, actions);
                return ApiResponse.Acknowledged();
            },
            request.Aborted);
    }

    /// <summary>Does all of the actions or none: an alias that is to move is not lost where the index that it moves to is none.</summary>
    private void ChangeAliases(ApiRequest request, List<JsonProperty> actions)
    {
        // They are replaced, never changed: the old ones are what they were.
        var before = node.Catalog.All.ToDictionary(index => index, index => index.Aliases);
        var changed = new HashSet<DocumentIndex>();
        try
        {
            // What deletes comes last, since nothing takes it back; an alias may have the name of an index that goes.
            var gone = actions.Where(action => action.Name == "remove_index").SelectMany(action => Select(request, action)).ToHashSet();
            request.Require("indices:admin/delete", gone.Select(index => index.Name));
            foreach (var action in actions.Where(action => action.Name != "remove_index"))
            {
                var indices = Select(request, action);
                Apply(action, indices, gone);
                changed.UnionWith(indices);
            }

            changed.ExceptWith(gone);
            node.Catalog.Delete([.. gone], changed);
        }
        catch
        {
            foreach (var (index, aliases) in before)
            {
                index.SetAliases(aliases);
            }

            throw;
        }
    }

    private IReadOnlyList<DocumentIndex> Select(ApiRequest request, JsonProperty action)
    {
        request.RequireNames("indices:admin/aliases", Names(action, "index", "indices"));
        var indices = node.Catalog.Resolve(Names(action, "index", "indices"), new IndexSelection(AllowNone: false));
        request.Require("indices:admin/aliases", indices.Select(index => index.Name));
        return indices;
    }

    private static string Names(JsonProperty action, string one, string many) =>
        action.Value.TryGet(one, out var value) || action.Value.TryGet(many, out value)
            ? string.Join(',', value.Items().Select(item => item.Text(one)))
            : throw new ApiException(
                400, "action_request_validation_exception", $"Validation Failed: 1: One of [{one}] or [{many}] is required;");

    private void Apply(JsonProperty action, IReadOnlyList<DocumentIndex> indices, HashSet<DocumentIndex> gone)
    {
        switch (action.Name)
        {
            case "add":
                var names = Names(action, "alias", "aliases").Split(',');
                node.Catalog.CheckAliases(names, gone);
                var options = new JsonObject();
                foreach (var option in action.Value.Map("actions").Where(
                    option => option.Name is not ("index" or "indices" or "alias" or "aliases")))
                {
                    options[option.Name] = JsonNode.Parse(option.Value.GetRawText());
                }

                var alias = IndexBlueprint.ReadAlias(JsonSerializer.SerializeToElement(options));
                foreach (var (index, name) in indices.SelectMany(index => names.Select(name => (index, name))))
                {
                    SetAlias(index, name, alias);
                }

                break;
            case "remove":
                var removed = Names(action, "alias", "aliases");
                if (!indices.ToList().ConvertAll(index => RemoveAlias(index, removed)).Contains(true))
                {
                    throw new ApiException(404, "aliases_not_found_exception", $"aliases [{removed}] missing");
                }

                break;
            default:
                throw ApiErrors.XContent($"[1:1] [alias_action] unknown field [{action.Name}]");
        }
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

    private static JsonObject WriteAliases(DocumentIndex index, string pattern)
    {
        var aliases = new JsonObject();
        foreach (var (name, alias) in index.Aliases.Where(
            entry => pattern.Split(',').Any(part => part == "_all" || Wildcard.IsMatch(part, entry.Key))))
        {
            aliases[name] = alias.DeepClone();
        }

        return aliases;
    }

    // Readers look at them without a lock: they are replaced, not changed.
    private static void SetAlias(DocumentIndex index, string name, JsonObject alias) =>
        index.SetAliases(
            new SortedDictionary<string, JsonObject>(index.Aliases, StringComparer.Ordinal) { [name] = (JsonObject)alias.DeepClone() });

    private static bool RemoveAlias(DocumentIndex index, string names)
    {
        var kept = index.Aliases.Where(
            entry => !names.Split(',').Any(name => name == "_all" || Wildcard.IsMatch(name, entry.Key))).ToDictionary();
        var isFound = kept.Count < index.Aliases.Count;
        index.SetAliases(new SortedDictionary<string, JsonObject>(kept, StringComparer.Ordinal));
        return isFound;
    }
}
