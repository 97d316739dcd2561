using System.Text.Json.Nodes;

namespace Observability.StandIns.Documents.Http;

/// <summary>
/// An answer that is an error, in Elasticsearch's form
/// (https://www.elastic.co/docs/reference/elasticsearch/rest-apis/api-conventions):
/// <code>
/// {"error":{"root_cause":[{"type":"…","reason":"…"}],"type":"…","reason":"…"},"status":404}
/// </code>
/// </summary>
/// <param name="status">HTTP status.</param>
/// <param name="type">Kind of the error, as the server names it.</param>
/// <param name="reason">What is wrong.</param>
internal sealed class ApiException(int status, string type, string reason) : Exception(reason)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>Kind of the error, as the server names it.</summary>
    public string Type { get; } = type;

    /// <summary>More fields beside type and reason.</summary>
    public JsonObject? Details { get; init; }

    /// <summary>What is behind it, as the server names it.</summary>
    public ApiException? Cause { get; init; }

    /// <summary>True for an error of a search's execution, which the server reports as one of its shards.</summary>
    public bool IsOfShard { get; init; }

    /// <summary>The whole body of the answer.</summary>
    public JsonObject ToBody()
    {
        var own = ToError();
        if (!IsOfShard)
        {
            var error = new JsonObject { ["root_cause"] = new JsonArray(ToError(withCause: false)) };
            foreach (var (name, value) in own.ToList())
            {
                own.Remove(name);
                error[name] = value;
            }

            return new JsonObject { ["error"] = error, ["status"] = Status };
        }

        return new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["root_cause"] = new JsonArray(ToError(withCause: false)),
                ["type"] = "search_phase_execution_exception",
                ["reason"] = "all shards failed",
                ["phase"] = "query",
                ["grouped"] = true,
                ["failed_shards"] = new JsonArray(new JsonObject { ["shard"] = 0, ["reason"] = own }),
            },
            ["status"] = Status,
        };
    }

    /// <summary>Type, reason and what else there is: an item's error in the answer of a bulk.</summary>
    public JsonObject ToError(bool withCause = true)
    {
        var error = new JsonObject { ["type"] = Type, ["reason"] = Message };
        foreach (var (name, value) in Details ?? [])
        {
            error[name] = value?.DeepClone();
        }

        if (withCause && Cause is { } cause)
        {
            error["caused_by"] = cause.ToError();
        }

        return error;
    }
}
