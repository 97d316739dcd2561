using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Observability.StandIns.Identity.Protocol;

namespace Observability.StandIns.Identity;

/// <summary>
/// What the stand-in counts, in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/). Requests have
/// Keycloak's name and labels (https://www.keycloak.org/observability/metrics-for-troubleshooting-http), and .NET's heap has those of the
/// Java machine's (https://www.keycloak.org/observability/metrics-for-troubleshooting-jvm), since both are what the collector of garbage
/// keeps; the rest has names of its own.
/// </summary>
internal sealed class IdentityMetrics
{
    private const int MostSeries = 200;
    private const string Heap = "{area=\"heap\",id=\".NET\"}";

    private readonly ConcurrentDictionary<string, long> _logins = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _tokens = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<(string Method, int Status, string Uri), (long Count, double Seconds)> _requests = new();

    /// <summary>A request was answered.</summary>
    /// <param name="context">The request; what leads nowhere has no path of its own here.</param>
    /// <param name="root">Path of the realm, whose name is left out.</param>
    /// <param name="time">How long it took.</param>
    public void Answered(HttpContext context, string root, TimeSpan time)
    {
        var status = context.Response.StatusCode;
        var isUnknown = status is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed or StatusCodes.Status501NotImplemented;

        // A path may be written in many ways; nobody makes series without end of it.
        var uri = isUnknown || _requests.Count >= MostSeries
            ? "UNKNOWN"
            : (context.Request.Path.Value ?? string.Empty).Replace(root, "/realms/{realm}", StringComparison.Ordinal);
        _requests.AddOrUpdate(
            (MethodOf(context.Request.Method), status, uri),
            (1, time.TotalSeconds),
            (_, before) => (before.Count + 1, before.Seconds + time.TotalSeconds));
    }

    /// <summary>Somebody has tried to sign in.</summary>
    public void LoginTried(bool good) => _logins.AddOrUpdate(good ? "good" : "refused", 1, (_, count) => count + 1);

    /// <summary>An application has got tokens by a grant.</summary>
    public void TokensIssued(string grant) => _tokens.AddOrUpdate(grant, 1, (_, count) => count + 1);

    /// <summary>Writes the exposition.</summary>
    public string Write(SignInStore store)
    {
        var text = new StringBuilder();
        Begin(text, "identity_standin_info", "gauge", "1: this is a stand-in for Keycloak.");
        text.Append("identity_standin_info 1\n");
        Begin(text, "identity_standin_sessions", "gauge", "Sessions that are not over.");
        text.Append(CultureInfo.InvariantCulture, $"identity_standin_sessions {store.SessionCount}\n");
        Begin(text, "identity_standin_logins_total", "counter", "Passwords given, by outcome.");
        Append(text, "identity_standin_logins_total", "outcome", _logins);
        Begin(text, "identity_standin_token_responses_total", "counter", "Successful answers of the token endpoint, by grant.");
        Append(text, "identity_standin_token_responses_total", "grant", _tokens);
        Begin(text, "http_server_requests_seconds", "summary", "Requests answered.");
        foreach (var ((method, status, uri), (count, seconds)) in _requests.OrderBy(entry => entry.Key))
        {
            var labels = $"{{method=\"{method}\",status=\"{status}\",uri=\"{uri}\"}}";
            text.Append(CultureInfo.InvariantCulture, $"http_server_requests_seconds_count{labels} {count}\n");
            text.Append(CultureInfo.InvariantCulture, $"http_server_requests_seconds_sum{labels} {seconds}\n");
        }

        Begin(text, "jvm_memory_used_bytes", "gauge", "The amount of used memory.");
        text.Append(CultureInfo.InvariantCulture, $"jvm_memory_used_bytes{Heap} {GC.GetTotalMemory(forceFullCollection: false)}\n");
        Begin(text, "jvm_memory_max_bytes", "gauge", "The maximum amount of memory in bytes that can be used for memory management.");
        text.Append(CultureInfo.InvariantCulture, $"jvm_memory_max_bytes{Heap} {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes}\n");
        return text.ToString();
    }

    // Anybody can make up methods; each would be a new series.
    private static string MethodOf(string method) =>
        method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" ? method : "UNKNOWN";

    private static void Begin(StringBuilder text, string name, string type, string help) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");

    // Both labels have values of a fixed set without characters that need escaping.
    private static void Append(StringBuilder text, string name, string label, ConcurrentDictionary<string, long> counts)
    {
        foreach (var (value, count) in counts.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{{{label}=\"{value}\"}} {count}\n");
        }
    }
}
