namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>
/// Configuration keys through which the parts of the host meet, in Aspire's own names. The builder fills in every
/// key that the user left out before any part reads it, so a reader can rely on a value.
/// </summary>
internal static class WellKnownConfiguration
{
    /// <summary>URLs of the dashboard's front end, separated by semicolons; the first one is the login URL's base.</summary>
    public const string DashboardUrls = "ASPNETCORE_URLS";

    /// <summary>Listener of the dashboard for OTLP over gRPC, as a URL.</summary>
    public const string OtlpGrpcUrl = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";

    /// <summary>Listener of the dashboard for OTLP over HTTP, as a URL.</summary>
    public const string OtlpHttpUrl = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";

    /// <summary>Listener of the AppHost's own resource service (gRPC), as a URL.</summary>
    public const string ResourceServiceUrl = "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL";

    /// <summary>Token that signs a browser in to the dashboard.</summary>
    public const string BrowserToken = "AppHost:BrowserToken";

    /// <summary>Key that senders of telemetry present to the dashboard.</summary>
    public const string OtlpApiKey = "AppHost:OtlpApiKey";

    /// <summary>Key that the dashboard presents to the resource service.</summary>
    public const string ResourceServiceApiKey = "AppHost:ResourceService:ApiKey";

    /// <summary>Directory that holds the AppHost project.</summary>
    public const string AppHostDirectory = "AppHost:Directory";

    /// <summary>Name of the application as the dashboard shows it.</summary>
    public const string DashboardApplicationName = "AppHost:DashboardApplicationName";

    /// <summary>SHA-256 in hex of the lower-cased AppHost path; seeds names that must be the same in the next run.</summary>
    public const string AppHostSha256 = "AppHost:Sha256";

    /// <summary>The container engine's command: <c>docker</c> (default) or <c>podman</c>.</summary>
    public const string ContainerRuntime = "DcpPublisher:ContainerRuntime";

    /// <summary>True where ports named in the model are only a wish and free ones are taken (the testing builder's default).</summary>
    public const string RandomizePorts = "DcpPublisher:RandomizePorts";
}
