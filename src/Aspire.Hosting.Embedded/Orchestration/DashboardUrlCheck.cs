using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>Finds listeners of the dashboard and of the resource service that cannot be had. Must run before these listen.</summary>
internal static class DashboardUrlCheck
{
    private static readonly string[] s_keys =
    [
        WellKnownConfiguration.DashboardUrls,
        WellKnownConfiguration.OtlpGrpcUrl,
        WellKnownConfiguration.OtlpHttpUrl,
        WellKnownConfiguration.ResourceServiceUrl,
    ];

    /// <summary>One problem for each port that somebody has or that two listeners want.</summary>
    public static IEnumerable<string> Find(IConfiguration configuration)
    {
        Dictionary<int, string> taken = [];
        foreach (var key in s_keys)
        {
            foreach (var url in (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Port <= 0)
                {
                    continue;
                }

                var port = uri.Port.ToString(CultureInfo.InvariantCulture);
                if (taken.TryGetValue(uri.Port, out var other) && other != key)
                {
                    yield return $"dashboard: {key}: port {port} is also that of {other}. Give them different ports.";
                }
                else if (other is null && !PortCheck.IsFree(ProtocolType.Tcp, uri.Port))
                {
                    yield return $"dashboard: {key}: port {port} is in use by another process (see 'ss -ltnp'). Stop that process, or set {key} to another URL; without {key} a free port is taken.";
                }

                taken.TryAdd(uri.Port, key);
            }
        }
    }
}
