using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Mapping;

/// <summary>What is said of mappings, and of documents that do not fit them.</summary>
internal static class MappingErrors
{
    /// <summary>A mapping has a mistake.</summary>
    public static ApiException Wrong(string reason) => new(400, "mapper_parsing_exception", reason);

    /// <summary>A document does not fit the mapping.</summary>
    public static ApiException Document(
        string reason, string? causeType = null, string? cause = null) => new(400, "document_parsing_exception", reason)
    {
        Cause = causeType is null ? null : new ApiException(400, causeType, cause ?? reason),
    };
}
