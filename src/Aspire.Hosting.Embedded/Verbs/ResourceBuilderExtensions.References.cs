using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Verbs;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>
    /// Gives the resource the connection string of <paramref name="source"/> as <c>ConnectionStrings__name</c> (or the
    /// variable that the source names) and its connection properties as <c>NAME_PROPERTY</c>. The name is that of the
    /// source when <paramref name="connectionName"/> is left out. Unless <paramref name="optional"/>, a missing
    /// connection string keeps the resource from starting.
    /// </summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source, string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        var destination = builder.Resource;
        var resource = source.Resource;
        var name = connectionName ?? resource.Name;

        ReferenceWalk.Add(destination, resource, RelationshipTypes.Reference);
        return builder.WithEnvironment(context => ServiceVariables.WriteConnection(context, destination, resource, name, optional));
    }

    /// <summary>
    /// Gives the resource the URLs of all endpoints of <paramref name="source"/> as <c>services__name__key__index</c>
    /// and <c>NAME_ENDPOINT</c>; the key is the scheme of an endpoint named after it, else the endpoint's name.
    /// </summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(source);
        return builder.WithReference(source, source.Resource.Name);
    }

    /// <summary>Gives the resource the URLs of all endpoints of <paramref name="source"/> under another name.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source, string name)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ServiceReferenceAnnotation.GetOrAdd(builder.Resource, source.Resource, name).AllEndpoints = true;
        ReferenceWalk.Add(builder.Resource, source.Resource, RelationshipTypes.Reference);
        return builder;
    }

    /// <summary>Gives the resource the URL of one endpoint, as <c>services__name__key__index</c> and <c>NAME_ENDPOINT</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(endpointReference);
        var service = endpointReference.Resource;
        ServiceReferenceAnnotation.GetOrAdd(builder.Resource, service, service.Name).Endpoints.Add(endpointReference);
        ReferenceWalk.Add(builder.Resource, service, RelationshipTypes.Reference);
        return builder;
    }

    /// <summary>Gives the resource a URL outside of the model, as <c>services__name__default__0</c> and <c>NAME</c>.</summary>
    /// <exception cref="DistributedApplicationException">The URL is relative or its path is not <c>/</c>.</exception>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(uri);
        if (!uri.IsAbsoluteUri || uri.AbsolutePath != "/")
        {
            throw new DistributedApplicationException(
                $"Resource '{builder.Resource.Name}': the reference '{name}' to {uri} must be an absolute URL whose path is '/'. Service discovery knows hosts, not paths.");
        }

        var destination = builder.Resource;
        return builder.WithEnvironment(context => ServiceVariables.WriteUri(context, destination, name, uri));
    }

    /// <summary>Gives the resource the URL of an external service, as <c>services__name__scheme__0</c> and <c>NAME</c>.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, IResourceBuilder<ExternalServiceResource> externalService)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(externalService);
        var destination = builder.Resource;
        var service = externalService.Resource;
        ReferenceWalk.Add(destination, service, RelationshipTypes.Reference);
        return builder.WithEnvironment(context => ServiceVariables.WriteExternalServiceAsync(context, destination, service));
    }

    /// <summary>Chooses which variables references put into this resource; the default is all of them.</summary>
    public static IResourceBuilder<TDestination> WithReferenceEnvironment<TDestination>(this IResourceBuilder<TDestination> builder, ReferenceEnvironmentInjectionFlags flags)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ReferenceEnvironmentInjectionAnnotation(flags), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Answers for this resource's connection string with that of another resource.</summary>
    public static IResourceBuilder<T> WithConnectionStringRedirection<T>(this IResourceBuilder<T> builder, IResourceWithConnectionString resource)
        where T : IResourceWithConnectionString
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(resource);
        return builder.WithAnnotation(new ConnectionStringRedirectAnnotation(resource), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Adds a connection property, or replaces one of the resource's own (names ignore case).</summary>
    public static IResourceBuilder<T> WithConnectionProperty<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : IResourceWithConnectionString
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return builder.WithAnnotation(new ConnectionPropertyAnnotation(name, value));
    }

    /// <summary>Adds a connection property, or replaces one of the resource's own (names ignore case).</summary>
    public static IResourceBuilder<T> WithConnectionProperty<T>(this IResourceBuilder<T> builder, string name, string value)
        where T : IResourceWithConnectionString
    {
        ArgumentNullException.ThrowIfNull(value);
        return builder.WithConnectionProperty(name, ReferenceExpression.Create($"{value}"));
    }

    /// <summary>The connection property of that name (case ignored), or an empty expression.</summary>
    public static ReferenceExpression GetConnectionProperty(this IResourceWithConnectionString resource, string key)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return ServiceVariables.ConnectionProperties(resource).GetValueOrDefault(key) ?? ReferenceExpression.Empty;
    }
}
