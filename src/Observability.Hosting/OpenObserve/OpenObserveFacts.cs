using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.OpenObserve;

/// <summary>What the vendor says about OpenObserve, each with the page it comes from.</summary>
public static partial class OpenObserveFacts
{
    /// <summary>Port of the API and user interface (https://openobserve.ai/docs/environment-variables/).</summary>
    public const int Port = 5080;

    /// <summary>Port of OTLP over gRPC (same page).</summary>
    public const int GrpcPort = 5081;

    /// <summary>Name of the endpoint for <see cref="GrpcPort"/>.</summary>
    public const string GrpcEndpoint = "grpc";

    /// <summary>Answers 200 once it takes requests, without credentials (https://openobserve.ai/docs/api/).</summary>
    public const string HealthPath = "/healthz";

    /// <summary>
    /// Base path of OTLP over HTTP for the organisation that every installation has
    /// (https://openobserve.ai/docs/ingestion/logs/otlp/).
    /// </summary>
    public const string OtlpPath = "/api/default";

    /// <summary>Header that names the stream for logs (same page).</summary>
    public const string StreamHeader = "stream-name";

    /// <summary>Stream that logs go to.</summary>
    public const string Stream = "default";

    /// <summary>Data in the image (https://github.com/openobserve/openobserve-helm-chart).</summary>
    public const string DataFolder = "/data";

    /// <summary>The first user unless said otherwise.</summary>
    public const string DefaultUser = "root@example.org";

    /// <summary>Shortest retention; with less it does not start (https://openobserve.ai/docs/environment-variables/).</summary>
    public const int MinimumRetentionDays = 3;

    /// <summary>
    /// The system's facts. The image is distroless and names no user; the vendor's chart gives it this one. Whatever it is not
    /// told it takes from the environment's defaults, and an older version passes over what it does not know.
    /// </summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("public.ecr.aws", "zinclabs/openobserve", "v0.92.2"),
        new Version(0, 92, 2),
        new NativeServer(
            ["openobserve"],
            ["--version"],
            VersionPattern(),
            new Version(0, 20),
            "Put the openobserve binary of https://openobserve.ai/downloads/ on PATH, or start a container engine."),
        UserId: 10000,
        GroupId: 3000);

    // openobserve v0.92.2
    [GeneratedRegex(@"^openobserve v(?<version>\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
