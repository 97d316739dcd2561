using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>Finds the endpoint that an HTTP health check, probe or command talks to.</summary>
internal static class HttpEndpointSelection
{
    /// <summary>The endpoint of that name, or without one the first with scheme <c>https</c>, else with <c>http</c>.</summary>
    public static EndpointReference ByName(IResourceWithEndpoints resource, string? endpointName, string purpose)
    {
        if (endpointName is not null)
        {
            return Validate(resource, resource.GetEndpoint(endpointName), purpose);
        }

        EndpointReference? http = null;
        foreach (var endpoint in resource.GetEndpoints())
        {
            if (endpoint.IsHttps)
            {
                return endpoint;
            }

            http ??= endpoint.IsHttp ? endpoint : null;
        }

        return http ?? throw new DistributedApplicationException(
            $"Resource '{resource.Name}' has no HTTP endpoint for its {purpose}. Call WithHttpEndpoint or WithHttpsEndpoint before.");
    }

    /// <summary>The endpoint that the caller's function returns, or <see cref="ByName"/> without one.</summary>
    public static EndpointReference BySelector(IResourceWithEndpoints resource, Func<EndpointReference>? selector, string purpose)
    {
        if (selector is null)
        {
            return ByName(resource, endpointName: null, purpose);
        }

        var endpoint = selector() ?? throw new DistributedApplicationException(
            $"Resource '{resource.Name}': the endpoint selector of its {purpose} returned null.");
        return Validate(resource, endpoint, purpose);
    }

    private static EndpointReference Validate(IResource resource, EndpointReference endpoint, string purpose)
    {
        if (!endpoint.Exists)
        {
            throw new DistributedApplicationException(
                $"Resource '{resource.Name}': the endpoint '{endpoint.EndpointName}' of its {purpose} does not exist. Add the endpoint before.");
        }

        return endpoint.IsHttp || endpoint.IsHttps ? endpoint : throw new DistributedApplicationException(
            $"Resource '{resource.Name}': the endpoint '{endpoint.EndpointName}' of its {purpose} has the scheme '{endpoint.Scheme}', not http or https.");
    }
}
