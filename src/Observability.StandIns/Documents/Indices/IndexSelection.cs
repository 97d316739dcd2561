using Observability.StandIns.Documents.Http;

namespace Observability.StandIns.Documents.Indices;

/// <summary>
/// How names and patterns of indices are understood
/// (https://www.elastic.co/docs/reference/elasticsearch/rest-apis/api-conventions#api-multi-index).
/// </summary>
/// <param name="IgnoreUnavailable">True where a name of no index is passed over.</param>
/// <param name="AllowNone">True where a pattern may find none.</param>
/// <param name="IncludesHidden">True where patterns find hidden indices, too.</param>
internal readonly record struct IndexSelection(bool IgnoreUnavailable = false, bool AllowNone = true, bool IncludesHidden = false)
{
    /// <summary>Reads it of a request's parameters.</summary>
    public static IndexSelection Read(ApiRequest request)
    {
        request.Ignore("ignore_throttled");
        return Create(request.Flag("ignore_unavailable"), request.Flag("allow_no_indices", true), request.Text("expand_wildcards"));
    }

    /// <summary>Makes one.</summary>
    public static IndexSelection Create(bool ignoreUnavailable, bool allowNone, string? expandWildcards) =>
        new(ignoreUnavailable, allowNone, expandWildcards?.Split(',').Any(item => item is "all" or "hidden") ?? false);
}
