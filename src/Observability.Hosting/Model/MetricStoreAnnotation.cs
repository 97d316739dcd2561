using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>How samples are written to a store.</summary>
/// <param name="RemoteWritePath">Path of remote write.</param>
/// <param name="EndpointName">Endpoint that takes them.</param>
public sealed record MetricStoreAnnotation(string RemoteWritePath, string EndpointName = "http") : IResourceAnnotation;
