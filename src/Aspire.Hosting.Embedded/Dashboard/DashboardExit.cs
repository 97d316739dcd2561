using System.Net.Sockets;
using Aspire.Hosting.Embedded.Orchestration;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>Says why the dashboard process ended.</summary>
internal static class DashboardExit
{
    // Exit codes of the dashboard 13.5.
    private const int ConfigurationInvalid = 101;
    private const int AddressInUse = 102;

    // 128 and the number of the signal that has ended the process: SIGKILL, which the kernel sends too where memory is short, SIGTERM.
    private const int Killed = 137;
    private const int Terminated = 143;

    /// <summary>One message with the remedy where there is one.</summary>
    /// <param name="exitCode">How it ended.</param>
    /// <param name="settings">What it was told to listen on.</param>
    /// <param name="complaints">What it complained of.</param>
    public static string Describe(int exitCode, DashboardSettings settings, IReadOnlyCollection<string> complaints)
    {
        var output = complaints.Count == 0 ? "It gave no reason." : $"It says:\n  {string.Join("\n  ", complaints)}";
        return exitCode switch
        {
            AddressInUse => DescribeAddressInUse(settings, output),
            ConfigurationInvalid => $"The dashboard refuses its configuration (exit code {exitCode}); look at the variables DASHBOARD__… and ASPIRE_DASHBOARD_…. {output}",
            _ => $"The dashboard ended with exit code {exitCode}. {output}",
        };
    }

    /// <summary>Whether somebody else has ended it.</summary>
    public static bool IsKill(int exitCode) => exitCode is Killed or Terminated;

    private static string DescribeAddressInUse(DashboardSettings settings, string output)
    {
        foreach (var (key, url) in Listeners(settings))
        {
            if (!PortCheck.IsFree(ProtocolType.Tcp, url.Port))
            {
                return $"The dashboard cannot listen on {url.GetLeftPart(UriPartial.Authority)} ({key}): another process does. Set {key} to a free port, or leave it out for one that is picked.";
            }
        }

        return $"The dashboard cannot listen: one of its addresses was in use (exit code {AddressInUse}). {output}";
    }

    private static IEnumerable<(string Key, Uri Url)> Listeners(DashboardSettings settings) =>
        settings.FrontendUrls.Select(static url => (WellKnownConfiguration.DashboardUrls, url))
            .Append((WellKnownConfiguration.OtlpGrpcUrl, settings.OtlpGrpcUrl))
            .Append((WellKnownConfiguration.OtlpHttpUrl, settings.OtlpHttpUrl));
}
