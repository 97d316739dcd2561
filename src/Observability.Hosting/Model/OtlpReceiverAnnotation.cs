using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>How logs, metrics and traces are sent to a server by OTLP over HTTP.</summary>
/// <param name="EndpointName">Endpoint that takes them.</param>
/// <param name="BasePath">Path to which exporters append <c>/v1/logs</c>, <c>/v1/metrics</c> and <c>/v1/traces</c>; empty for the root.</param>
/// <param name="User">User of basic authentication, or null where it is open.</param>
/// <param name="Password">The user's password, or null where it is open.</param>
/// <param name="Headers">Further headers, none of them secret.</param>
public sealed record OtlpReceiverAnnotation(
    string EndpointName,
    string BasePath = "",
    string? User = null,
    SecretReference? Password = null,
    IReadOnlyList<KeyValuePair<string, string>>? Headers = null) : IResourceAnnotation;
