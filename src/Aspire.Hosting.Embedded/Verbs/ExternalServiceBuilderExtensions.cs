using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Verbs;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>Adds services that run elsewhere.</summary>
public static class ExternalServiceBuilderExtensions
{
    /// <summary>Adds a service that runs elsewhere, at an absolute URL whose path is <c>/</c>. It is not published.</summary>
    /// <exception cref="ArgumentException">The URL is not of that form.</exception>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, string name, string url)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        return Uri.TryCreate(url, UriKind.Absolute, out var uri)
            ? builder.AddExternalService(name, uri)
            : throw new ArgumentException($"External service '{name}': '{url}' is not an absolute URL such as https://example.com.", nameof(url));
    }

    /// <summary>Adds a service that runs elsewhere, at an absolute URL whose path is <c>/</c>. It is not published.</summary>
    /// <exception cref="ArgumentException">The URL is not of that form.</exception>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, string name, Uri uri)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(new ExternalServiceResource(name, uri)).ExcludeFromManifest();
    }

    /// <summary>Adds a service that runs elsewhere, at the URL that is a parameter's value. It is not published.</summary>
    public static IResourceBuilder<ExternalServiceResource> AddExternalService(this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource> urlParameter)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(urlParameter);
        return builder.AddResource(new ExternalServiceResource(name, urlParameter.Resource))
            .WithReferenceRelationship(urlParameter.Resource)
            .ExcludeFromManifest();
    }

    /// <summary>
    /// Makes the service's health depend on the answer to <c>GET path</c> (default <c>/</c>): healthy is
    /// <paramref name="statusCode"/> (default 200) within 5 seconds.
    /// </summary>
    /// <exception cref="DistributedApplicationException">The service has that check already.</exception>
    public static IResourceBuilder<ExternalServiceResource> WithHttpHealthCheck(this IResourceBuilder<ExternalServiceResource> builder, string? path = null, int? statusCode = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var check = new ExternalServiceHealthCheck(builder.Resource, path ?? "/", statusCode ?? 200);
        var key = FormattableString.Invariant($"{builder.Resource.Name}_external_{check.Path}_{check.StatusCode}_check");
        builder.WithHealthCheck(key);
        builder.ApplicationBuilder.Services.AddHealthChecks().AddCheck(key, check);
        return builder;
    }
}
