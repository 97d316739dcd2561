using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Indices;
using Observability.StandIns.Documents.Mapping;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Api;

/// <summary>What can be done with fields (https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-field-caps).</summary>
internal sealed class FieldCapabilitiesEndpoint(Node node)
{
    private const string Action = "indices:data/read/field_caps";

    /// <summary>Adds the routes.</summary>
    public void Map(Router router) => router.Map("GET|POST", Read, "_field_caps", "{index}/_field_caps");

    private ApiResponse Read(ApiRequest request)
    {
        request.Ignore("filters", "types", "include_empty_fields");
        var selection = IndexSelection.Read(request);
        var includesUnmapped = request.Flag("include_unmapped");
        var body = request.Json();
        var named = body.TryGet("fields", out var given) ? string.Join(',', given.Items().Select(item => item.Text("fields"))) : null;
        var patterns = (request.Text("fields") ?? named)?.Split(',')
            ?? throw new ApiException(400, "action_request_validation_exception", "Validation Failed: 1: no fields specified;");
        request.CheckParameters();
        request.RequireNames(Action, request.Part("index"));
        var indices = node.Catalog.Resolve(request.Part("index"), selection).ToList();
        request.Require(Action, indices.Select(index => index.Name));

        if (body.TryGet("index_filter", out var filter))
        {
            var query = QueryParser.Parse(filter);
            indices = [.. indices.Where(index => node.Executor.Count(query, [(index, index.Read())], request.Aborted) > 0)];
        }

        return ApiResponse.Json(new JsonObject
        {
            ["indices"] = new JsonArray(
                [.. indices.Select(index => JsonValue.Create(index.Name))]), ["fields"] = Describe(indices, patterns, includesUnmapped),
        });
    }

    private static JsonObject Describe(List<DocumentIndex> indices, string[] patterns, bool includesUnmapped)
    {
        var found = new SortedDictionary<string, SortedDictionary<string, List<(
            string Index, bool IsSearchable, bool IsAggregatable)>>>(StringComparer.Ordinal);
        void Add(string name, string type, string index, bool isSearchable, bool isAggregatable)
        {
            if (patterns.Any(pattern => Wildcard.IsMatch(pattern, name)))
            {
                found.TryAdd(name, new(StringComparer.Ordinal));
                found[name].TryAdd(type, []);
                found[name][type].Add((index, isSearchable, isAggregatable));
            }
        }

        var seen = new HashSet<(string Index, string Path)>();
        foreach (var index in indices)
        {
            foreach (var field in index.Mapping.Fields.Values)
            {
                Add(
                    field.Path, field.Type, index.Name, field.IsIndexed && field.Kind != FieldKind.Binary,
                    field.HasDocValues && field.Kind != FieldKind.Binary);
                for (var dot = field.Path.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = field.Path.IndexOf('.', dot + 1))
                {
                    var parent = field.Path[..dot];
                    if (!index.Mapping.Fields.ContainsKey(parent) && seen.Add((index.Name, parent)))
                    {
                        Add(parent, "object", index.Name, false, false);
                    }
                }
            }
        }

        var fields = new JsonObject();
        foreach (var (name, types) in found)
        {
            var described = new JsonObject();
            foreach (var (type, entries) in types)
            {
                described[type] = new JsonObject
                {
                    ["type"] = type, ["metadata_field"] = false, ["searchable"] = entries.TrueForAll(entry => entry.IsSearchable),
                    ["aggregatable"] = entries.TrueForAll(entry => entry.IsAggregatable),
                };
                if (types.Count > 1)
                {
                    described[type]!["indices"] = new JsonArray([.. entries.Select(entry => JsonValue.Create(entry.Index))]);
                }
            }

            var mapped = types.Values.SelectMany(entries => entries).Select(entry => entry.Index).ToHashSet();
            if (includesUnmapped && mapped.Count < indices.Count)
            {
                described["unmapped"] = new JsonObject
                {
                    ["type"] = "unmapped", ["metadata_field"] = false, ["searchable"] = false, ["aggregatable"] = false,
                    ["indices"] = new JsonArray(
                        [.. indices.Where(index => !mapped.Contains(index.Name)).Select(index => JsonValue.Create(index.Name))]),
                };
            }

            fields[name] = described;
        }

        return fields;
    }
}
