using System.Text.Json.Nodes;

namespace Observability.StandIns.Documents.Http;

/// <summary>The errors that several places report.</summary>
internal static class ApiErrors
{
    /// <summary>501: what the server does and this stand-in does not.</summary>
    public static ApiException NotSupported(string feature) =>
        new(501, "not_implemented_exception", $"This stand-in for Elasticsearch does not support {feature}.");

    /// <summary>400: an argument is wrong.</summary>
    public static ApiException IllegalArgument(string reason) => new(400, "illegal_argument_exception", reason);

    /// <summary>400: a body cannot be parsed.</summary>
    public static ApiException Parsing(string reason) => new(400, "parsing_exception", reason);

    /// <summary>400: a body has a field that is not known, or a value of the wrong kind.</summary>
    public static ApiException XContent(string reason) => new(400, "x_content_parse_exception", reason);

    /// <summary>404: there is no such index.</summary>
    public static ApiException NoSuchIndex(string name) => new(404, "index_not_found_exception", $"no such index [{name}]")
    {
        Details = new JsonObject { ["resource.type"] = "index_or_alias", ["resource.id"] = name, ["index_uuid"] = "_na_", ["index"] = name },
    };

    /// <summary>400: an index cannot have this name.</summary>
    public static ApiException InvalidIndexName(string name, string reason) => new(
        400, "invalid_index_name_exception", $"Invalid index name [{name}], {reason}")
    {
        Details = new JsonObject { ["index_uuid"] = "_na_", ["index"] = name },
    };

    /// <summary>400: a search fails while it is executed on a shard.</summary>
    public static ApiException Shard(string type, string reason, int status = 400) => new(status, type, reason) { IsOfShard = true };

    /// <summary>429: no room on the disk; the words are those of a node past its flood-stage watermark.</summary>
    public static ApiException DiskFull(string index) => new(
        429,
        "cluster_block_exception",
        $"index [{index}] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];");
}
