using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Queries;

/// <summary>What is said of queries.</summary>
internal static class QueryErrors
{
    /// <summary>A query does not suit an index.</summary>
    public static ApiException Failed(IndexScope scope, string reason) => new(
        400, "query_shard_exception", $"failed to create query: {reason}")
    {
        Details = new JsonObject { ["index_uuid"] = scope.Index.Uuid, ["index"] = scope.Index.Name },
        IsOfShard = true,
    };
}
