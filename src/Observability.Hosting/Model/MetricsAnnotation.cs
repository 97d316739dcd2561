using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>How a resource serves its metrics; what is not said follows Prometheus' defaults.</summary>
/// <param name="EndpointName">Endpoint that serves them.</param>
/// <param name="Path">Path of the exposition.</param>
/// <param name="HonorLabels">
/// True where the labels of the samples win over those of the target, as a Pushgateway needs it: the job that
/// pushed is the job that counts.
/// </param>
/// <param name="Interval">Own interval, or null for the server's; for sources that change slowly.</param>
/// <param name="BearerToken">Token that the endpoint asks for, or null when it is open.</param>
/// <param name="Series">
/// Name of the list of the series that are served (<c>Lint/Series/&lt;name&gt;.txt</c>), by which queries are checked; null where nobody
/// has written one.
/// </param>
public sealed record MetricsAnnotation(
    string EndpointName = "http",
    string Path = "/metrics",
    bool HonorLabels = false,
    TimeSpan? Interval = null,
    SecretReference? BearerToken = null,
    string? Series = null) : IResourceAnnotation
{
    /// <summary>
    /// True where the annotations of a Service can say all of this, so that a cluster's discovery finds the resource by itself.
    /// </summary>
    public bool IsDiscoverable => !HonorLabels && Interval is null && BearerToken is null;
}
