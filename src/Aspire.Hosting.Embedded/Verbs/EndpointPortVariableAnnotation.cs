using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>The resource learns this endpoint's target port from a variable of its own, not from <c>ASPNETCORE_URLS</c>.</summary>
internal sealed class EndpointPortVariableAnnotation(EndpointAnnotation endpoint) : IResourceAnnotation
{
    public EndpointAnnotation Endpoint { get; } = endpoint;
}
