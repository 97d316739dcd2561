using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>The variables that <c>WithReference</c> sets for what is not one of the model's own endpoints.</summary>
internal static class ServiceVariables
{
    /// <summary>Key of a service whose scheme is not known when the variable is named.</summary>
    private const string DefaultKey = "default";

    public static ReferenceEnvironmentInjectionFlags FlagsOf(IResource destination) =>
        destination.Annotations.OfType<ReferenceEnvironmentInjectionAnnotation>().LastOrDefault()?.Flags
        ?? ReferenceEnvironmentInjectionFlags.All;

    public static object UrlOf(ExternalServiceResource service) =>
        service.Uri is { } uri ? uri.ToString() : service.UrlParameter!;

    public static void WriteUri(EnvironmentCallbackContext context, IResource destination, string name, Uri uri) =>
        Write(context, destination, name, DefaultKey, uri.ToString());

    public static async Task WriteExternalServiceAsync(EnvironmentCallbackContext context, IResource destination, ExternalServiceResource service)
    {
        var key = service.Uri?.Scheme;
        if (service.UrlParameter is { } parameter && context.ExecutionContext.IsRunMode)
        {
            var value = await parameter.GetValueAsync(context.CancellationToken).ConfigureAwait(false);
            if (!Uri.TryCreate(value, UriKind.Absolute, out var uri))
            {
                throw new DistributedApplicationException(
                    $"External service '{service.Name}': the value of parameter '{parameter.Name}' is not an absolute URL such as https://example.com.");
            }

            key = uri.Scheme;
        }

        Write(context, destination, service.Name, key ?? DefaultKey, UrlOf(service));
    }

    public static void WriteConnection(
        EnvironmentCallbackContext context,
        IResource destination,
        IResourceWithConnectionString source,
        string connectionName,
        bool optional)
    {
        var flags = FlagsOf(destination);
        if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionString))
        {
            var variable = source.ConnectionStringEnvironmentVariable ?? EnvironmentNames.ConnectionString(connectionName);
            context.EnvironmentVariables[variable] = new ConnectionStringReference(source, optional);
        }

        if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ConnectionProperties))
        {
            foreach (var (name, value) in ConnectionProperties(source))
            {
                context.EnvironmentVariables[EnvironmentNames.Upper(connectionName, name)] = value;
            }
        }
    }

    /// <summary>The resource's own properties and those added by <c>WithConnectionProperty</c>, which win.</summary>
    public static Dictionary<string, ReferenceExpression> ConnectionProperties(IResourceWithConnectionString source)
    {
        var properties = new Dictionary<string, ReferenceExpression>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Redirected(source).GetConnectionProperties())
        {
            properties[name] = value;
        }

        foreach (var annotation in source.Annotations.OfType<ConnectionPropertyAnnotation>())
        {
            properties[annotation.Name] = annotation.Value;
        }

        return properties;
    }

    private static IResourceWithConnectionString Redirected(IResourceWithConnectionString source) =>
        source.Annotations.OfType<ConnectionStringRedirectAnnotation>().LastOrDefault()?.Resource ?? source;

    private static void Write(EnvironmentCallbackContext context, IResource destination, string name, string key, object url)
    {
        var flags = FlagsOf(destination);
        if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.ServiceDiscovery))
        {
            context.EnvironmentVariables[EnvironmentNames.NextService(context.EnvironmentVariables, name, key)] = url;
        }

        if (flags.HasFlag(ReferenceEnvironmentInjectionFlags.Endpoints))
        {
            context.EnvironmentVariables[EnvironmentNames.Upper(name)] = url;
        }
    }
}
