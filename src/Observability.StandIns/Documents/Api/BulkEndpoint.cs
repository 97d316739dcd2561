using System.Text.Json;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Indices;

namespace Observability.StandIns.Documents.Api;

/// <summary>Many changes in one request.</summary>
internal sealed class BulkEndpoint(Node node)
{
    /// <summary>Adds the routes.</summary>
    public void Map(Router router) => router.Map("PUT|POST", WriteAsync, "_bulk", "{index}/_bulk");

    private async Task<ApiResponse> WriteAsync(ApiRequest request)
    {
        DocumentEndpoints.CheckWriteParameters(request);
        request.Ignore("require_data_stream", "list_executed_pipelines");
        var refresh = DocumentEndpoints.ReadRefresh(request);
        var requiresAlias = request.Flag("require_alias");
        request.CheckParameters();
        request.RequireNames("indices:data/write/bulk", request.Part("index"));
        var started = node.Clock.GetTimestamp();
        var operations = BulkParser.Parse(request.Body, request.Part("index"), requiresAlias);
        var results = await node.Writer.WriteAsync(operations, request.Caller, refresh.IsWanted, request.Aborted);
        var took = (long)node.Clock.GetElapsedTime(started).TotalMilliseconds;
        return ApiResponse.Json(writer => Write(writer, operations, results, took, refresh.IsForced));
    }

    private static void Write(
        Utf8JsonWriter writer, List<WriteOperation> operations, IReadOnlyList<WriteResult> results, long took, bool isForced)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("errors", results.Any(result => result.Error is not null));
        writer.WriteNumber("took", took);
        writer.WriteStartArray("items");
        for (var i = 0; i < results.Count; i++)
        {
            writer.WriteStartObject();
            writer.WriteStartObject(operations[i].Kind switch { WriteKind.Create => "create", WriteKind.Update => "update", WriteKind.Delete => "delete", _ => "index" });
            results[i].WriteFields(writer, isForced);
            writer.WriteNumber("status", results[i].Status);
            if (results[i].Error is { } error)
            {
                writer.WritePropertyName("error");
                error.ToError().WriteTo(writer);
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
