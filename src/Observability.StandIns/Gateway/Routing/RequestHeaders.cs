using Microsoft.Extensions.Primitives;

namespace Observability.StandIns.Gateway.Routing;

/// <summary>Reads headers that are lists.</summary>
internal static class RequestHeaders
{
    /// <summary>The items of a comma-separated header.</summary>
    public static IEnumerable<string> Tokens(StringValues values) =>
        values.SelectMany(value => (value ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>True where a comma-separated header has an item, whatever its case.</summary>
    public static bool HasToken(StringValues values, string token) =>
        values.Count > 0 && Tokens(values).Contains(token, StringComparer.OrdinalIgnoreCase);
}
