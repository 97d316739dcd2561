using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Verbs;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    private const string Http = "http";
    private const string Https = "https";

    /// <summary>
    /// Adds an endpoint. <paramref name="port"/> is what others connect to (free when left out),
    /// <paramref name="targetPort"/> what the resource itself listens on; a proxy stands between the two unless
    /// <paramref name="isProxied"/> is false. The resource is told its target port in the variable <paramref name="env"/>.
    /// The scheme is <c>tcp</c> (or <c>udp</c>) and the name is the scheme when left out.
    /// </summary>
    /// <exception cref="DistributedApplicationException">The resource has an endpoint of that name.</exception>
    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? scheme = null, string? name = null, string? env = null, bool? isProxied = null, bool? isExternal = null, ProtocolType? protocol = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var annotation = new EndpointAnnotation(
            protocol ?? ProtocolType.Tcp,
            uriScheme: scheme,
            name: name,
            port: port,
            targetPort: targetPort,
            isExternal: isExternal,
            isProxied: isProxied);

        if (FindEndpoint(builder.Resource, annotation.Name) is not null)
        {
            throw new DistributedApplicationException(
                $"Resource '{builder.Resource.Name}' already has an endpoint named '{annotation.Name}'. An endpoint without a name is named after its scheme; give the argument 'name' to one of the two.");
        }

        builder.WithAnnotation(annotation);
        return env is null ? builder : builder.WithPortVariable(annotation, env);
    }

    /// <summary>
    /// Changes the endpoint of that name, or adds one (TCP) when there is none and
    /// <paramref name="createIfNotExists"/> is true.
    /// </summary>
    public static IResourceBuilder<T> WithEndpoint<T>(this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback, bool createIfNotExists = true)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(endpointName);
        ArgumentNullException.ThrowIfNull(callback);

        var annotation = FindEndpoint(builder.Resource, endpointName);
        if (annotation is not null)
        {
            callback(annotation);
        }
        else if (createIfNotExists)
        {
            annotation = new EndpointAnnotation(ProtocolType.Tcp, name: endpointName);
            callback(annotation);
            builder.WithAnnotation(annotation);
        }

        return builder;
    }

    /// <summary>Adds an endpoint with the scheme <c>http</c>, named <c>http</c> when no name is given.</summary>
    /// <exception cref="DistributedApplicationException">The resource has an endpoint of that name.</exception>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints
        => builder.WithEndpoint(port, targetPort, scheme: Http, name, env, isProxied);

    /// <summary>Adds an endpoint with the scheme <c>https</c>, named <c>https</c> when no name is given.</summary>
    /// <exception cref="DistributedApplicationException">The resource has an endpoint of that name.</exception>
    public static IResourceBuilder<T> WithHttpsEndpoint<T>(this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints
        => builder.WithEndpoint(port, targetPort, scheme: Https, name, env, isProxied);

    /// <summary>Marks the HTTP and HTTPS endpoints that the resource has now as reachable from outside of a cluster.</summary>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (endpoint.UriScheme is Http or Https)
            {
                endpoint.IsExternal = true;
            }
        }

        return builder;
    }

    /// <summary>
    /// A reference to the endpoint of that name, which may be added later. What it resolves to depends on where the
    /// one who asks runs.
    /// </summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Resource.GetEndpoint(name);
    }

    /// <summary>A reference to the endpoint of that name as it is reached from the given network.</summary>
    public static EndpointReference GetEndpoint<T>(this IResourceBuilder<T> builder, string name, NetworkIdentifier contextNetworkId)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Resource.GetEndpoint(name, contextNetworkId);
    }

    /// <summary>
    /// Chooses whether endpoints that do not say so themselves are reached through a proxy (the default) or directly.
    /// </summary>
    public static IResourceBuilder<IResourceWithEndpoints> WithEndpointProxySupport(this IResourceBuilder<IResourceWithEndpoints> builder, bool proxyEnabled)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ProxySupportAnnotation { ProxyEnabled = proxyEnabled }, ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Sets the transport of all HTTP and HTTPS endpoints, also of those added later, to HTTP/2.</summary>
    public static IResourceBuilder<T> AsHttp2Service<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var resource = builder.Resource;
        UseHttp2(resource);
        builder.ApplicationBuilder.Eventing.Subscribe<BeforeStartEvent>((_, _) =>
        {
            UseHttp2(resource);
            return Task.CompletedTask;
        });
        return builder;
    }

    private static void UseHttp2(IResource resource)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (endpoint.UriScheme is Http or Https)
            {
                endpoint.Transport = "http2";
            }
        }
    }

    private static IResourceBuilder<T> WithPortVariable<T>(this IResourceBuilder<T> builder, EndpointAnnotation annotation, string variable)
        where T : IResourceWithEndpoints
    {
        var targetPort = new EndpointReference(builder.Resource, annotation).Property(EndpointProperty.TargetPort);
        return builder
            .WithAnnotation(new EndpointPortVariableAnnotation(annotation))
            .WithAnnotation(new EnvironmentCallbackAnnotation((EnvironmentCallbackContext context) =>
                context.EnvironmentVariables[variable] = targetPort));
    }

    private static EndpointAnnotation? FindEndpoint(IResource resource, string name)
    {
        foreach (var annotation in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (string.Equals(annotation.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return annotation;
            }
        }

        return null;
    }
}
