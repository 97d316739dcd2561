using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Indices;

namespace Observability.StandIns.Documents.Api;

/// <summary>Templates of indices: composable ones, their components, and legacy ones.</summary>
internal sealed class TemplateEndpoints(Node node)
{
    /// <summary>Adds the routes.</summary>
    public void Map(Router router)
    {
        foreach (var (kind, list, action) in ((string, string, string)[])
        [
            (Templates.Composable, "index_templates", "indices:admin/index_template"),
            (Templates.Component, "component_templates", "cluster:admin/component_template"),
            (Templates.Legacy, string.Empty, "indices:admin/template"),
        ])
        {
            router.Map("PUT|POST", request => PutAsync(request, kind, action + "/put"), $"_{kind}/{{name}}");
            router.Map("DELETE", request => DeleteAsync(request, kind, action + "/delete"), $"_{kind}/{{name}}");
            router.Map("GET", request => Read(request, kind, list, action + "/get"), $"_{kind}", $"_{kind}/{{name}}");
        }
    }

    private async Task<ApiResponse> PutAsync(ApiRequest request, string kind, string action)
    {
        request.Require(action);
        request.Ignore("master_timeout", "timeout", "cause", "order");
        var isNew = request.Flag("create");
        request.CheckParameters();
        var name = request.Part("name")!;
        var body = JsonNode.Parse(request.Json().GetRawText())!.AsObject();
        return await node.ChangeAsync(
            () =>
            {
                if (isNew && node.Catalog.Templates.Find(kind, name).Any())
                {
                    throw ApiErrors.IllegalArgument($"{kind.Replace('_', ' ')} [{name}] already exists");
                }

                node.Catalog.Templates.Put(kind, name, body);
                return ApiResponse.Acknowledged();
            },
            request.Aborted);
    }

    private async Task<ApiResponse> DeleteAsync(ApiRequest request, string kind, string action)
    {
        request.Require(action);
        request.Ignore("master_timeout", "timeout");
        request.CheckParameters();
        var name = request.Part("name")!;
        return await node.ChangeAsync(
            () => node.Catalog.Templates.Delete(kind, name)
                ? ApiResponse.Acknowledged()
                : throw new ApiException(
                    404, kind == Templates.Legacy ? "index_template_missing_exception" : "resource_not_found_exception",
                    $"{kind.Replace('_', ' ')} matching [{name}] not found"),
            request.Aborted);
    }

    private ApiResponse Read(ApiRequest request, string kind, string list, string action)
    {
        request.Require(action);
        request.Ignore("master_timeout", "local", "include_defaults", "flat_settings");
        request.CheckParameters();
        var name = request.Part("name");
        var found = node.Catalog.Templates.Find(kind, name ?? "*").ToList();
        if (found.Count == 0 && name is not null && !name.Contains('*', StringComparison.Ordinal))
        {
            return kind == Templates.Legacy
                ? ApiResponse.Json(new JsonObject(), 404)
                : throw new ApiException(404, "resource_not_found_exception", $"{kind.Replace('_', ' ')} matching [{name}] not found");
        }

        if (kind == Templates.Legacy)
        {
            var map = new JsonObject();
            foreach (var (key, template) in found)
            {
                map[key] = JsonNode.Parse(template.GetRawText());
            }

            return ApiResponse.Json(map);
        }

        return ApiResponse.Json(new JsonObject
        {
            [list] = new JsonArray(
                [.. found.Select(entry => new JsonObject { ["name"] = entry.Key, [kind] = JsonNode.Parse(entry.Value.GetRawText()) })]),
        });
    }
}
