using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>One GET request whose outcome fits in a line: <c>GET http://localhost:9090/-/ready: 503 Service Unavailable</c>.</summary>
internal static class HttpProbe
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);

    // Endpoints of the model are on this machine: a proxy configured for the outside must not see them.
    private static readonly Lazy<HttpClient> s_local = new(() => Create(useProxy: false));
    private static readonly Lazy<HttpClient> s_external = new(() => Create(useProxy: true));

    public static async Task<HealthCheckResult> GetAsync(Uri uri, int statusCode, bool isExternal, HealthStatus failureStatus, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_timeout);
        try
        {
            var client = isExternal ? s_external.Value : s_local.Value;
            using var response = await client.GetAsync(uri, HttpCompletionOption.ResponseHeadersRead, timeout.Token).ConfigureAwait(false);
            var answer = Describe(response.StatusCode);
            return (int)response.StatusCode == statusCode
                ? HealthCheckResult.Healthy($"GET {uri}: {answer}")
                : new HealthCheckResult(failureStatus, $"GET {uri}: {answer}{Expectation(statusCode)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new HealthCheckResult(failureStatus, string.Create(CultureInfo.InvariantCulture, $"GET {uri}: no answer within {s_timeout.TotalSeconds} s"));
        }
        catch (HttpRequestException exception)
        {
            return new HealthCheckResult(failureStatus, $"GET {uri}: {(exception.InnerException ?? exception).Message}");
        }
    }

    private static string Describe(HttpStatusCode status) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)status} {ReasonPhrases.GetReasonPhrase((int)status)}").TrimEnd();

    // 200 is what everybody expects; any other expectation explains why an answer is a failure.
    private static string Expectation(int statusCode) =>
        statusCode == (int)HttpStatusCode.OK ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" (expected {statusCode})");

    private static HttpClient Create(bool useProxy) => new(new SocketsHttpHandler
    {
        UseProxy = useProxy,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
