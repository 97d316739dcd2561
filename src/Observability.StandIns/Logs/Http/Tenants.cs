using Observability.StandIns.Logs.Configuration;

namespace Observability.StandIns.Logs.Http;

/// <summary>Whose request it is (https://grafana.com/docs/loki/latest/operations/multi-tenancy/).</summary>
internal static class Tenants
{
    /// <summary>The header that names the tenant.</summary>
    public const string Header = "X-Scope-OrgID";

    /// <summary>The tenant where nobody names one.</summary>
    public const string Single = "fake";

    private const int LongestName = 150;

    /// <summary>The one tenant of a request.</summary>
    /// <exception cref="RequestException">It names none, several, or one that cannot be.</exception>
    public static string One(HttpContext context, LogsConfiguration configuration) => Read(context, configuration) is [var tenant]
        ? tenant
        : throw new RequestException(StatusCodes.Status400BadRequest, "multiple org IDs present");

    /// <summary>The tenants that a query is about, sorted.</summary>
    /// <exception cref="RequestException">It names none, or one that cannot be.</exception>
    public static IReadOnlyList<string> Several(HttpContext context, LogsConfiguration configuration)
    {
        var tenants = Read(context, configuration);
        return tenants.Count == 1 || configuration.MultiTenantQueries
            ? tenants
            : throw new RequestException(
                StatusCodes.Status400BadRequest,
                "multiple org IDs present: queries of several tenants need querier.multi_tenant_queries_enabled");
    }

    /// <summary>Whether a tenant may have this name; it is also the name of a folder.</summary>
    public static bool IsValid(string name) =>
        name is not ("" or "." or "..") && name.Length <= LongestName
            && name.All(static character => char.IsAsciiLetterOrDigit(character) || "!-_.*'()".Contains(character));

    private static List<string> Read(HttpContext context, LogsConfiguration configuration)
    {
        if (!configuration.AuthEnabled)
        {
            return [Single];
        }

        var header = context.Request.Headers[Header].ToString();
        if (header.Length == 0)
        {
            throw new RequestException(StatusCodes.Status401Unauthorized, "no org id");
        }

        var tenants = header.Split('|').Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return tenants.Find(tenant => !IsValid(tenant)) switch
        {
            null => tenants,
            { Length: > LongestName } =>
                throw new RequestException(StatusCodes.Status400BadRequest, $"tenant ID is too long: max {LongestName} characters"),
            var invalid => throw new RequestException(StatusCodes.Status400BadRequest, $"tenant ID '{invalid}' is not valid"),
        };
    }
}
