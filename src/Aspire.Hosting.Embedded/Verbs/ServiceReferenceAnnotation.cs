using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>
/// The endpoints of one resource that another refers to under one name. References are collected here so that a second
/// one to the same endpoint does not produce a second set of variables.
/// </summary>
internal sealed class ServiceReferenceAnnotation(IResourceWithEndpoints service, string name) : IResourceAnnotation
{
    public IResourceWithEndpoints Service { get; } = service;

    public string Name { get; } = name;

    /// <summary>True when every endpoint is meant that does not exclude itself, also those added later.</summary>
    public bool AllEndpoints { get; set; }

    /// <summary>Endpoints that were referred to one by one.</summary>
    public List<EndpointReference> Endpoints { get; } = [];

    /// <summary>The annotation of <paramref name="resource"/> for that service and name; the first call adds it.</summary>
    public static ServiceReferenceAnnotation GetOrAdd(IResource resource, IResourceWithEndpoints service, string name)
    {
        foreach (var existing in resource.Annotations.OfType<ServiceReferenceAnnotation>())
        {
            if (ReferenceEquals(existing.Service, service) && existing.Name == name)
            {
                return existing;
            }
        }

        var annotation = new ServiceReferenceAnnotation(service, name);
        resource.Annotations.Add(annotation);
        resource.Annotations.Add(new EnvironmentCallbackAnnotation((EnvironmentCallbackContext context) => annotation.Write(context, resource)));
        return annotation;
    }

    private void Write(EnvironmentCallbackContext context, IResource destination)
    {
        var flags = ServiceVariables.FlagsOf(destination);
        foreach (var endpoint in Effective())
        {
            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
            {
                var key = IsNamedAfterItsScheme(endpoint) ? endpoint.Scheme : endpoint.EndpointName;
                context.EnvironmentVariables[EnvironmentNames.NextService(context.EnvironmentVariables, Name, key)] = endpoint;
            }

            if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
            {
                context.EnvironmentVariables[EnvironmentNames.Upper(Name, endpoint.EndpointName)] = endpoint;
            }
        }
    }

    private IEnumerable<EndpointReference> Effective()
    {
        var written = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var endpoint in Endpoints)
        {
            if (written.Add(endpoint.EndpointName))
            {
                yield return endpoint;
            }
        }

        if (!AllEndpoints)
        {
            yield break;
        }

        foreach (var endpoint in Service.GetEndpoints())
        {
            if (!endpoint.EndpointAnnotation.ExcludeReferenceEndpoint && written.Add(endpoint.EndpointName))
            {
                yield return endpoint;
            }
        }
    }

    // An endpoint named "https" may have been given the scheme "http" later: the key says what is spoken.
    private static bool IsNamedAfterItsScheme(EndpointReference endpoint) =>
        string.Equals(endpoint.EndpointName, "http", StringComparison.OrdinalIgnoreCase)
        || string.Equals(endpoint.EndpointName, "https", StringComparison.OrdinalIgnoreCase);
}
