using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Names the endpoint that takes the logs of the node's own services, where the cluster lets nodes send them.</summary>
/// <param name="EndpointName">The endpoint.</param>
public sealed record NodeLogsEndpointAnnotation(string EndpointName) : IResourceAnnotation;
