using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>The links that the dashboard shows with a resource: those of its endpoints, and what the model makes of them.</summary>
internal static class ResourceUrls
{
    /// <summary>Resolves them; the endpoints must be allocated.</summary>
    public static async Task<ImmutableArray<UrlSnapshot>> ResolveAsync(
        IResource resource, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        List<ResourceUrlAnnotation> urls = [];
        if (resource is IResourceWithEndpoints withEndpoints)
        {
            foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
            {
                if (endpoint.AllocatedEndpoint is { } allocated)
                {
                    urls.Add(new ResourceUrlAnnotation { Url = allocated.UriString, Endpoint = new EndpointReference(withEndpoints, endpoint) });
                }
            }
        }

        urls.AddRange(resource.Annotations.OfType<ResourceUrlAnnotation>());
        foreach (var callback in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
        {
            await callback.Callback(new ResourceUrlsCallbackContext(executionContext, resource, urls, cancellationToken)).ConfigureAwait(false);
        }

        return [.. urls.Where(url => !string.IsNullOrEmpty(url.Url)).Select(Describe)];
    }

    private static UrlSnapshot Describe(ResourceUrlAnnotation url) =>
        new(url.Endpoint?.EndpointName, url.Url, IsInternal: url.DisplayLocation == UrlDisplayLocation.DetailsOnly)
        {
            IsInactive = true,
            DisplayProperties = new UrlDisplayPropertiesSnapshot(url.DisplayText ?? "", url.DisplayOrder ?? 0),
        };
}
