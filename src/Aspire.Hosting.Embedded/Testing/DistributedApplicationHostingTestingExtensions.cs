using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Testing;

/// <summary>How a test reaches the resources of a started application.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    private static readonly string[] s_defaultEndpoints = ["http", "https"];

    /// <summary>A client whose base address is an endpoint of a resource. It is the caller's to dispose of.</summary>
    /// <param name="app">The started application.</param>
    /// <param name="resourceName">Name of the resource.</param>
    /// <param name="endpointName">Name of the endpoint; default <c>http</c>, else <c>https</c>.</param>
    /// <exception cref="ArgumentException">There is no such resource or endpoint; the message lists those that are there.</exception>
    /// <exception cref="InvalidOperationException">The application has not started.</exception>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        var address = app.GetEndpoint(resourceName, endpointName);
        var client = app.Services.GetService<IHttpClientFactory>()?.CreateClient() ?? new HttpClient();
        client.BaseAddress = address;
        return client;
    }

    /// <summary>The connection string of a resource, as it is seen from this machine.</summary>
    /// <param name="app">The started application.</param>
    /// <param name="resourceName">Name of the resource.</param>
    /// <param name="cancellationToken">Ends the wait for endpoints that are not allocated yet.</param>
    /// <exception cref="ArgumentException">There is no such resource, or it has no connection string.</exception>
    public static ValueTask<string?> GetConnectionStringAsync(
        this DistributedApplication app, string resourceName, CancellationToken cancellationToken = default) =>
        Find(app, resourceName) is IResourceWithConnectionString resource
            ? resource.GetConnectionStringAsync(cancellationToken)
            : throw new ArgumentException($"Resource '{resourceName}' has no connection string.", nameof(resourceName));

    /// <summary>The address of an endpoint, as it is seen from this machine.</summary>
    /// <param name="app">The started application.</param>
    /// <param name="resourceName">Name of the resource.</param>
    /// <param name="endpointName">Name of the endpoint; default <c>http</c>, else <c>https</c>.</param>
    /// <exception cref="ArgumentException">There is no such resource or endpoint; the message lists those that are there.</exception>
    /// <exception cref="InvalidOperationException">The application has not started.</exception>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        app.GetEndpointForNetwork(resourceName, networkIdentifier: null, endpointName);

    /// <summary>The address of an endpoint, as it is seen from a network.</summary>
    /// <param name="app">The started application.</param>
    /// <param name="resourceName">Name of the resource.</param>
    /// <param name="networkIdentifier">The network; null for that of this machine.</param>
    /// <param name="endpointName">Name of the endpoint; default <c>http</c>, else <c>https</c>.</param>
    /// <exception cref="ArgumentException">There is no such resource or endpoint; the message lists those that are there.</exception>
    /// <exception cref="InvalidOperationException">The application has not started.</exception>
    public static Uri GetEndpointForNetwork(
        this DistributedApplication app, string resourceName, NetworkIdentifier? networkIdentifier, string? endpointName = null)
    {
        var resource = Find(app, resourceName);
        var annotation = FindEndpoint(resource, endpointName);
        var network = networkIdentifier ?? KnownNetworkIdentifiers.LocalhostNetwork;
        var endpoint = new EndpointReference((IResourceWithEndpoints)resource, annotation, network);
        return endpoint.IsAllocated
            ? new Uri(endpoint.Url)
            : throw new InvalidOperationException(
                $"Endpoint '{annotation.Name}' of resource '{resourceName}' has no address yet. Start the application first.");
    }

    private static IResource Find(DistributedApplication app, string resourceName)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentNullException.ThrowIfNull(resourceName);
        var resources = app.Services.GetRequiredService<DistributedApplicationModel>().Resources;
        return resources.TryGetByName(resourceName, out var resource)
            ? resource
            : throw new ArgumentException(
                $"There is no resource '{resourceName}'. Known resources: {string.Join(", ", resources.Select(known => known.Name))}.", nameof(resourceName));
    }

    private static EndpointAnnotation FindEndpoint(IResource resource, string? endpointName)
    {
        List<EndpointAnnotation> endpoints = resource is IResourceWithEndpoints ? [.. resource.Annotations.OfType<EndpointAnnotation>()] : [];
        foreach (var name in endpointName is null ? s_defaultEndpoints : [endpointName])
        {
            if (endpoints.Find(endpoint => string.Equals(endpoint.Name, name, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                return found;
            }
        }

        var known = endpoints.Count == 0 ? "none" : string.Join(", ", endpoints.Select(endpoint => endpoint.Name));
        throw new ArgumentException(
            $"Resource '{resource.Name}' has no endpoint '{endpointName ?? string.Join("' or '", s_defaultEndpoints)}'. It has: {known}.", nameof(endpointName));
    }
}
