using Aspire.Hosting.Embedded.Orchestration;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Dashboard;

/// <summary>What the AppHost's configuration says about the dashboard.</summary>
internal sealed record DashboardSettings
{
    /// <summary>Switches off every sign-in and key; Aspire's own name and meaning. Default false.</summary>
    public const string AllowAnonymousKey = "ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS";

    private const string DefaultApplicationName = "AppHost";

    /// <summary>Front end, in the order given; the first is the one people are sent to.</summary>
    public required IReadOnlyList<Uri> FrontendUrls { get; init; }

    public required Uri OtlpGrpcUrl { get; init; }

    public required Uri OtlpHttpUrl { get; init; }

    public required Uri ResourceServiceUrl { get; init; }

    public required string BrowserToken { get; init; }

    public required string OtlpApiKey { get; init; }

    public required string ResourceServiceApiKey { get; init; }

    public required string ApplicationName { get; init; }

    /// <summary>See <see cref="AllowAnonymousKey"/>. The resource service keeps its key all the same.</summary>
    public bool AllowAnonymous { get; init; }

    /// <summary>Reads the settings.</summary>
    /// <exception cref="DistributedApplicationException">One is missing or not a URL; the message names the key.</exception>
    public static DashboardSettings From(IConfiguration configuration)
    {
        return new DashboardSettings
        {
            FrontendUrls = [.. Text(WellKnownConfiguration.DashboardUrls)
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(url => ToUrl(WellKnownConfiguration.DashboardUrls, url))],
            OtlpGrpcUrl = Url(WellKnownConfiguration.OtlpGrpcUrl),
            OtlpHttpUrl = Url(WellKnownConfiguration.OtlpHttpUrl),
            ResourceServiceUrl = Url(WellKnownConfiguration.ResourceServiceUrl),
            BrowserToken = Text(WellKnownConfiguration.BrowserToken),
            OtlpApiKey = Text(WellKnownConfiguration.OtlpApiKey),
            ResourceServiceApiKey = Text(WellKnownConfiguration.ResourceServiceApiKey),
            ApplicationName = configuration[WellKnownConfiguration.DashboardApplicationName] ?? DefaultApplicationName,
            AllowAnonymous = bool.TryParse(configuration[AllowAnonymousKey], out var anonymous) && anonymous,
        };

        string Text(string key) => configuration[key] is { Length: > 0 } text
            ? text
            : throw new DistributedApplicationException($"The dashboard cannot start: configuration key {key} has no value.");

        Uri Url(string key) => ToUrl(key, Text(key));
    }

    private static Uri ToUrl(string key, string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new DistributedApplicationException(
                $"The dashboard cannot start: configuration key {key} is '{text}', which is not a URL such as http://127.0.0.1:18888.");
}
