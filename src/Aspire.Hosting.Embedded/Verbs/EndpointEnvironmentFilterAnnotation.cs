using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>Endpoints for which this is false are not in a project's <c>ASPNETCORE_URLS</c>.</summary>
internal sealed class EndpointEnvironmentFilterAnnotation(Func<EndpointAnnotation, bool> filter) : IResourceAnnotation
{
    public Func<EndpointAnnotation, bool> Filter { get; } = filter;
}
