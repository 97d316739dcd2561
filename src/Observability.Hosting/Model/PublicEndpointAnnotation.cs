using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Names an endpoint of a gateway that people outside the cluster connect to; the others are for the stack alone.</summary>
/// <param name="EndpointName">The endpoint.</param>
public sealed record PublicEndpointAnnotation(string EndpointName) : IResourceAnnotation;
