using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.Loki;

/// <summary>What the vendor says about Loki, each with the page it comes from.</summary>
public static partial class LokiFacts
{
    /// <summary>Port of the API (https://grafana.com/docs/loki/latest/configure/#server).</summary>
    public const int Port = 3100;

    /// <summary>Port on which Loki's parts talk to each other, by gRPC (same page).</summary>
    public const int GrpcPort = 9095;

    /// <summary>Name of the endpoint for <see cref="GrpcPort"/>.</summary>
    public const string GrpcEndpoint = "grpc";

    /// <summary>Answers 200 when it takes lines and queries (https://grafana.com/docs/loki/latest/reference/loki-http-api/#readiness-check).</summary>
    public const string ReadyPath = "/ready";

    /// <summary>Answers 200 while it lives, without a tenant (same page, build information).</summary>
    public const string BuildInfoPath = "/loki/api/v1/status/buildinfo";

    /// <summary>Takes lines in Loki's own format (same page).</summary>
    public const string PushPath = "/loki/api/v1/push";

    /// <summary>Base path of OTLP over HTTP (https://grafana.com/docs/loki/latest/send-data/otel/).</summary>
    public const string OtlpPath = "/otlp";

    /// <summary>Configuration file in the image (https://grafana.com/docs/loki/latest/setup/install/docker/).</summary>
    public const string ConfigPath = "/etc/loki/local-config.yaml";

    /// <summary>Folder for rules of the AppHost, one folder for each tenant below it.</summary>
    public const string RulesFolder = "/etc/loki/rules";

    /// <summary>Write-ahead log, index and, unless there is a bucket, the lines in the image.</summary>
    public const string DataFolder = "/loki";

    /// <summary>The tenant of a Loki that knows only one (https://grafana.com/docs/loki/latest/operations/multi-tenancy/).</summary>
    public const string SingleTenant = "fake";

    /// <summary>Shortest retention (https://grafana.com/docs/loki/latest/operations/storage/retention/).</summary>
    public const int MinimumRetentionHours = 24;

    /// <summary>Retention on a volume unless said otherwise, so that it does not fill up; Loki's own default is for ever.</summary>
    public const int DefaultRetentionDays = 7;

    /// <summary>Lines that one query shows (https://grafana.com/docs/grafana/latest/datasources/loki/).</summary>
    public const int QueryLines = 1000;

    /// <summary>Environment variable that the configuration takes the bucket's access key from.</summary>
    public const string AccessKeyVariable = "LOKI_S3_ACCESS_KEY";

    /// <summary>Environment variable that the configuration takes the bucket's secret key from.</summary>
    public const string SecretKeyVariable = "LOKI_S3_SECRET_KEY";

    /// <summary>
    /// First version that speaks version 2 of the Alertmanager API unless told otherwise; version 1 is gone since Alertmanager
    /// 0.27 (https://grafana.com/docs/loki/latest/setup/upgrade/#320).
    /// </summary>
    internal static readonly Version AlertApiV2ByDefault = new(3, 2);

    /// <summary>
    /// First version whose own object-storage clients are the deprecated ones and that reads the bucket and the rules' folder
    /// from other keys (https://grafana.com/docs/loki/next/setup/migrate/migrate-storage-clients/).
    /// </summary>
    internal static readonly Version NewObjectStoreClients = new(4, 0);

    /// <summary>The system's facts.</summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("docker.io", "grafana/loki", "3.7.6"),
        new Version(3, 7, 6),
        new NativeServer(
            ["loki"],
            ["-version"],
            VersionPattern(),
            new Version(3, 0),
            "Put the loki binary of https://github.com/grafana/loki/releases on PATH (macOS: brew install loki; Debian's package of that name is another program), or start a container engine."),
        UserId: 10001,
        GroupId: 10001,
        StandIn: "logs");

    // loki, version 3.7.6 (branch: HEAD, revision: …). Debian's loki, a genetics program, answers: loki 2.4.7_4
    [GeneratedRegex(@"^loki, version v?(?<version>\d+\.\d+\.\d+)", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
