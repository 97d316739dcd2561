using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Indices;

namespace Observability.StandIns.Documents.Api;

/// <summary>The aliases of indices.</summary>
internal sealed partial class IndexEndpoints
{
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
