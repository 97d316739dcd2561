using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A service that runs elsewhere and is known by its URL.</summary>
public sealed class ExternalServiceResource : Resource
{
    /// <summary>Creates a service with a fixed URL.</summary>
    /// <param name="name">Name of the resource.</param>
    /// <param name="uri">Absolute URL whose path is <c>/</c>.</param>
    /// <exception cref="ArgumentException">The URL is relative, or has a path or a fragment.</exception>
    public ExternalServiceResource(string name, Uri uri)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!IsValidUrl(uri, out var problem))
        {
            throw new ArgumentException($"External service '{name}': {problem}", nameof(uri));
        }

        Uri = uri;
    }

    /// <summary>Creates a service whose URL is the value of a parameter.</summary>
    /// <param name="name">Name of the resource.</param>
    /// <param name="urlParameter">The parameter.</param>
    public ExternalServiceResource(string name, ParameterResource urlParameter)
        : base(name)
    {
        ArgumentNullException.ThrowIfNull(urlParameter);
        UrlParameter = urlParameter;
    }

    /// <summary>The URL, or null where it is the value of <see cref="UrlParameter"/>.</summary>
    public Uri? Uri { get; }

    /// <summary>The parameter that has the URL, or null where it is <see cref="Uri"/>.</summary>
    public ParameterResource? UrlParameter { get; }

    /// <summary>Whether a URL, which may be a parameter's value, can be that of an external service.</summary>
    internal static bool IsValidUrl(string? url, [NotNullWhen(true)] out Uri? uri, [NotNullWhen(false)] out string? problem)
    {
        if (!System.Uri.TryCreate(url, UriKind.Absolute, out uri))
        {
            problem = $"'{url}' is not an absolute URL.";
            return false;
        }

        return IsValidUrl(uri, out problem);
    }

    private static bool IsValidUrl(Uri uri, [NotNullWhen(false)] out string? problem)
    {
        problem = !uri.IsAbsoluteUri ? $"the URL '{uri}' is not absolute."
            : uri.AbsolutePath != "/" ? $"the path of the URL '{uri}' is not '/'. Endpoints of a service start at its root."
            : uri.Fragment.Length > 0 ? $"the URL '{uri}' has a fragment."
            : null;
        return problem is null;
    }
}
