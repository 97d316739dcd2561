using System.Collections;
using System.Globalization;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>The environment of the dashboard process. Pure.</summary>
internal static class DashboardEnvironment
{
    // Variables of the AppHost that a .NET server would take for its own. The dashboard brings its own runtime, so
    // nothing that chooses or tunes one concerns it; OTEL_… would make it report to itself.
    private static readonly string[] s_foreignPrefixes = ["ASPNETCORE_", "DOTNET_", "OTEL_", "LOGGING__", "COMPlus_", "ASPIRE_"];
    private static readonly string[] s_foreignNames = ["URLS", "HTTP_PORTS", "HTTPS_PORTS", "ENVIRONMENT", "APPLICATIONNAME", "CONTENTROOT"];

    // Belong to the dashboard even so: its documented settings, and the switch for machines without libicu.
    private static readonly string[] s_keptPrefixes = ["ASPIRE_DASHBOARD_", "DOTNET_SYSTEM_GLOBALIZATION_"];

    /// <summary>
    /// Returns what to change in the inherited environment: a variable with a value is set, one with null is removed.
    /// </summary>
    /// <param name="settings">Listeners and keys.</param>
    /// <param name="inherited">The AppHost's own variables.</param>
    /// <param name="appHostProcessId">The dashboard ends within a second of this process, however that ends.</param>
    public static IReadOnlyDictionary<string, string?> Changes(
        DashboardSettings settings, IDictionary inherited, int appHostProcessId)
    {
        var changes = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (string name in inherited.Keys)
        {
            if (IsForeign(name))
            {
                changes[name] = null;
            }
        }

        changes["ASPNETCORE_ENVIRONMENT"] = "Production";
        changes["ASPNETCORE_URLS"] = string.Join(';', settings.FrontendUrls.Select(ToText));
        changes["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = ToText(settings.OtlpGrpcUrl);
        changes["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = ToText(settings.OtlpHttpUrl);
        changes["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = ToText(settings.ResourceServiceUrl);
        changes["ASPIRE_CLI_PID"] = appHostProcessId.ToString(CultureInfo.InvariantCulture);

        // Lets the host recognise "Now listening on" instead of asking again and again.
        changes["LOGGING__CONSOLE__FORMATTERNAME"] = "json";

        // The modes say it one by one: the switch would also take the resource service's key away.
        changes[DashboardSettings.AllowAnonymousKey] = null;
        changes["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "ApiKey";
        changes["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = settings.ResourceServiceApiKey;
        if (settings.AllowAnonymous)
        {
            changes["DASHBOARD__FRONTEND__AUTHMODE"] = "Unsecured";
            changes["DASHBOARD__OTLP__AUTHMODE"] = "Unsecured";
            return changes;
        }

        changes["DASHBOARD__FRONTEND__AUTHMODE"] = "BrowserToken";
        changes["DASHBOARD__FRONTEND__BROWSERTOKEN"] = settings.BrowserToken;
        changes["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey";
        changes["DASHBOARD__OTLP__PRIMARYAPIKEY"] = settings.OtlpApiKey;
        return changes;
    }

    private static bool IsForeign(string name) =>
        !Array.Exists(s_keptPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        && (Array.Exists(s_foreignPrefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            || s_foreignNames.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static string ToText(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
