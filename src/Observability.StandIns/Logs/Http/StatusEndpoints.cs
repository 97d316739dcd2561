using System.Text.RegularExpressions;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Queries;

namespace Observability.StandIns.Logs.Http;

/// <summary>Says how the server is; needs no tenant.</summary>
internal sealed partial class StatusEndpoints(LogsConfiguration configuration, LogsMetrics metrics, IHostApplicationLifetime lifetime)
{
    private static readonly string[] s_services =
        ["server", "store", "distributor", "ingester", "querier", "query-frontend", "ruler", "compactor"];

    /// <summary><c>GET /ready</c></summary>
    public Task ReadyAsync(HttpContext context) => lifetime.ApplicationStopping.IsCancellationRequested
        ? TextAnswers.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "Ingester not ready: it stops\n")
        : TextAnswers.WriteAsync(context, StatusCodes.Status200OK, "ready\n");

    /// <summary><c>GET /metrics</c></summary>
    public Task MetricsAsync(HttpContext context) => metrics.WriteAsync(context.Response);

    /// <summary><c>GET /config</c>: the file as it was written, without secrets.</summary>
    public Task ConfigAsync(HttpContext context) => TextAnswers.WriteAsync(
        context, StatusCodes.Status200OK, UserInfo().Replace(Secret().Replace(configuration.Text, "${key}********"), "********"));

    /// <summary><c>GET /services</c></summary>
    public static Task ServicesAsync(HttpContext context) => TextAnswers.WriteAsync(
        context, StatusCodes.Status200OK, string.Concat(s_services.Select(service => $"{service} => Running\n")));

    /// <summary><c>POST /flush</c>: there is nothing to do, since what is acknowledged is written.</summary>
    public static Task FlushAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary><c>GET /loki/api/v1/status/buildinfo</c></summary>
    public static Task BuildInfoAsync(HttpContext context) => ApiJson.WriteAsync(context, writer =>
    {
        writer.WriteString("version"u8, BuildInfo.Version);
        writer.WriteString("revision"u8, BuildInfo.Branch);
        writer.WriteString("branch"u8, BuildInfo.Branch);
        writer.WriteString("buildUser"u8, "Observability.StandIns"u8);
        writer.WriteString("buildDate"u8, string.Empty);
        writer.WriteString("goVersion"u8, string.Empty);
    });

    [GeneratedRegex(
        @"(?<key>[a-z_]*(secret|password|access_key|account_key|token)[a-z_]*[""']?:[ \t]*)\S.*",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    // What stands before the @ of http://user:password@host; of s3://key:secret@region/bucket the first part is a secret, too. A password
    // may have what should be escaped in it, so all up to the last @ goes.
    [GeneratedRegex(@"(?<=://)[^\s/@]*:\S+(?=@)", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();
}
