using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Observability.StandIns.Identity.Protocol;

namespace Observability.StandIns.Identity;

/// <summary>
/// What the stand-in counts, in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/). The names
/// are its own: Keycloak's would promise a Java machine.
/// </summary>
internal sealed class IdentityMetrics
{
    private readonly ConcurrentDictionary<string, long> _logins = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _tokens = new(StringComparer.Ordinal);

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
        return text.ToString();
    }

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
