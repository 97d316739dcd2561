using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Indices;
using Observability.StandIns.Documents.Search;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Api;

/// <summary>Single documents.</summary>
internal sealed class DocumentEndpoints(Node node)
{
    /// <summary>Adds the routes.</summary>
    public void Map(Router router)
    {
        router.Map("PUT|POST", request => WriteAsync(request, WriteKind.Index), "{index}/_doc/{id}");
        router.Map("POST", request => WriteAsync(request, WriteKind.Index), "{index}/_doc");
        router.Map("PUT|POST", request => WriteAsync(request, WriteKind.Create), "{index}/_create/{id}");
        router.Map("POST", request => WriteAsync(request, WriteKind.Update), "{index}/_update/{id}");
        router.Map("DELETE", request => WriteAsync(request, WriteKind.Delete), "{index}/_doc/{id}");
        router.Map("GET", ReadDocument, "{index}/_doc/{id}");
        router.Map("GET", ReadSource, "{index}/_source/{id}");
        router.Map("GET|POST", ReadMany, "_mget", "{index}/_mget");
    }

    /// <summary>Reads <c>refresh</c>: true where searches must see a change when it is answered.</summary>
    /// <exception cref="ApiException">It has a value that it cannot have.</exception>
    public static (bool IsWanted, bool IsForced) ReadRefresh(ApiRequest request) => request.Text("refresh") switch
    {
        null or "false" => (false, false),
        "" or "true" => (true, true),
        "wait_for" => (true, false),
        var other => throw ApiErrors.IllegalArgument($"Unknown value for refresh: [{other}]."),
    };

    /// <summary>Reads the parameters that writes have in common.</summary>
    /// <exception cref="ApiException">One is not supported.</exception>
    public static void CheckWriteParameters(ApiRequest request)
    {
        request.Ignore(
            "timeout", "wait_for_active_shards", "routing", "_source", "_source_includes", "_source_excludes", "include_source_on_error",
            "lang", "retry_on_conflict");
        if (request.Text("pipeline") is { } pipeline && pipeline is not ("" or "_none"))
        {
            throw ApiErrors.NotSupported($"ingest pipelines ([pipeline={pipeline}])");
        }

        if (request.Text("version") is not null || request.Text("version_type") is not (null or "internal"))
        {
            throw ApiErrors.NotSupported("writes with [version] or [version_type]");
        }
    }

    private async Task<ApiResponse> WriteAsync(ApiRequest request, WriteKind kind)
    {
        CheckWriteParameters(request);
        kind = request.Text("op_type") switch
        {
            null => kind,
            "create" when kind == WriteKind.Index => WriteKind.Create,
            "index" when kind == WriteKind.Index => kind,
            var other => throw ApiErrors.IllegalArgument($"opType must be 'create' or 'index', found: [{other}]"),
        };
        var refresh = ReadRefresh(request);
        var sequence = request.Number("if_seq_no");
        var term = request.Number("if_primary_term");
        if (sequence is null != term is null)
        {
            throw new ApiException(
                400, "action_request_validation_exception",
                "Validation Failed: 1: ifSeqNo is set, but primary term is not, or the other way round;");
        }

        var requiresAlias = request.Flag("require_alias");
        request.CheckParameters();
        if (kind != WriteKind.Delete && request.Body.IsEmpty)
        {
            throw new ApiException(400, "parse_exception", "request body is required");
        }

        var operation = new WriteOperation(
            kind, request.Part("index")!, request.Part("id"), kind == WriteKind.Update ? default : request.Body)
        {
            IfSequence = sequence,
            RequiresAlias = requiresAlias,
            Update = kind == WriteKind.Update ? request.Json() : default,
        };
        var result = (await node.Writer.WriteAsync([operation], request.Caller, refresh.IsWanted, request.Aborted))[0];
        if (result.Error is { } error)
        {
            throw error;
        }

        return ApiResponse.Json(
            writer =>
            {
                writer.WriteStartObject();
                result.WriteFields(writer, refresh.IsForced);
                writer.WriteEndObject();
            },
            result.Status);
    }

    private ApiResponse ReadDocument(ApiRequest request)
    {
        request.Ignore("realtime", "preference", "routing", "refresh", "version", "version_type");
        RefuseStored(request);
        var filter = SourceFilter.Read(request) ?? SourceFilter.Everything;
        request.CheckParameters();
        var (index, operation) = Find(request, request.Part("index")!, request.Part("id")!);
        return ApiResponse.Json(writer => Write(writer, index.Name, request.Part("id")!, operation, filter), operation is null ? 404 : 200);
    }

    private ApiResponse ReadSource(ApiRequest request)
    {
        request.Ignore("realtime", "preference", "routing", "refresh");
        var filter = SourceFilter.Read(request) ?? SourceFilter.Everything;
        request.CheckParameters();
        var (_, operation) = Find(request, request.Part("index")!, request.Part("id")!);
        return operation is { Source: { } source }
            ? ApiResponse.Json(writer => filter.Write(writer, source))
            : throw new ApiException(
                404, "resource_not_found_exception", $"Document not found [{request.Part("index")}]/[{request.Part("id")}]");
    }

    private ApiResponse ReadMany(ApiRequest request)
    {
        const int MostDocuments = 10_000;
        request.Ignore("realtime", "preference", "routing", "refresh");
        RefuseStored(request);
        var filter = SourceFilter.Read(request) ?? SourceFilter.Everything;
        request.CheckParameters();
        var body = request.Json();
        var wanted = new List<(string Index, string Id, SourceFilter Filter)>();
        string DefaultIndex() => request.Part("index") ?? throw new ApiException(
            400, "action_request_validation_exception", "Validation Failed: 1: index is missing for doc 0;");
        if (body.TryGet("ids", out var ids))
        {
            wanted.AddRange(ids.Items().Select(id => (DefaultIndex(), id.Text("ids"), filter)));
        }

        if (body.TryGet("docs", out var documents))
        {
            wanted.AddRange(documents.Items().Select(document => (
                document.TryGet("_index", out var index) ? index.Text("_index") : DefaultIndex(),
                document.TryGet("_id", out var id) ? id.Text("_id") : throw new ApiException(
                    400, "action_request_validation_exception", "Validation Failed: 1: id is missing for doc 0;"),
                document.TryGet("_source", out var source) ? SourceFilter.Read(source) : filter)));
        }

        if (wanted.Count is 0 or > MostDocuments)
        {
            throw new ApiException(
                400, "action_request_validation_exception", $"Validation Failed: 1: no documents to get, or more than {MostDocuments};");
        }

        return ApiResponse.Json(writer => WriteMany(writer, request, wanted));
    }

    private void WriteMany(Utf8JsonWriter writer, ApiRequest request, List<(string Index, string Id, SourceFilter Filter)> wanted)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("docs");
        foreach (var (name, id, filter) in wanted)
        {
            try
            {
                var (index, operation) = Find(request, name, id);
                Write(writer, index.Name, id, operation, filter);
            }
            catch (ApiException error)
            {
                new JsonObject { ["_index"] = name, ["_id"] = id, ["error"] = error.ToBody()["error"]!.DeepClone() }.WriteTo(writer);
            }
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private (DocumentIndex Index, StoredOperation? Operation) Find(ApiRequest request, string name, string id)
    {
        const int LongestId = 512;
        request.Require("indices:data/read/get", [name]);
        var index = node.Catalog.FindOne(name, forWriting: false) ?? throw ApiErrors.NoSuchIndex(name);
        request.Require("indices:data/read/get", [index.Name]);

        if (Encoding.UTF8.GetByteCount(id) > LongestId)
        {
            return (index, null);
        }

        // Also what no search sees yet.
        var data = index.Data;
        var document = data.Identifiers.Find(IdentifierMap.Key(id));
        return (index, document < 0 ? null : node.Chunks.Read(data.Documents[document]));
    }

    private static void Write(Utf8JsonWriter writer, string index, string id, StoredOperation? found, SourceFilter filter)
    {
        writer.WriteStartObject();
        writer.WriteString("_index", index);
        writer.WriteString("_id", id);
        if (found is { Source: { } source } operation)
        {
            writer.WriteNumber("_version", operation.Version);
            writer.WriteNumber("_seq_no", operation.Sequence);
            writer.WriteNumber("_primary_term", 1);
            writer.WriteBoolean("found", true);
            if (filter.IsWanted)
            {
                writer.WritePropertyName("_source");
                filter.Write(writer, source);
            }
        }
        else
        {
            writer.WriteBoolean("found", false);
        }

        writer.WriteEndObject();
    }

    private static void RefuseStored(ApiRequest request)
    {
        if (request.Text("stored_fields") is not null)
        {
            throw ApiErrors.NotSupported("[stored_fields] of a document");
        }
    }
}
