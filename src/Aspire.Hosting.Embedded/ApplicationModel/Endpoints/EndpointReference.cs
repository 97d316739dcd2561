using System.Diagnostics;
using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint as others refer to it. As a value it is the endpoint's URL.</summary>
[DebuggerDisplay("Resource = {Resource.Name}, EndpointName = {EndpointName}, IsAllocated = {IsAllocated}")]
public sealed class EndpointReference : IExpressionValue, IValueWithReferences
{
    private EndpointAnnotation? _annotation;

    /// <summary>Creates a reference that is seen from whoever uses it.</summary>
    /// <param name="owner">The resource that has the endpoint.</param>
    /// <param name="endpoint">The endpoint.</param>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint)
        : this(owner, endpoint, contextNetworkId: null)
    {
    }

    /// <summary>Creates a reference.</summary>
    /// <param name="owner">The resource that has the endpoint.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="contextNetworkId">Network it is seen from; null for that of whoever uses it.</param>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint, NetworkIdentifier? contextNetworkId)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(endpoint);
        Resource = owner;
        EndpointName = endpoint.Name;
        ContextNetworkID = contextNetworkId;
        _annotation = endpoint;
    }

    /// <summary>Creates a reference that is seen from whoever uses it. The endpoint may be added to the resource later.</summary>
    /// <param name="owner">The resource that has the endpoint.</param>
    /// <param name="endpointName">Name of the endpoint.</param>
    public EndpointReference(IResourceWithEndpoints owner, string endpointName)
        : this(owner, endpointName, contextNetworkId: null)
    {
    }

    /// <summary>Creates a reference. The endpoint may be added to the resource later.</summary>
    /// <param name="owner">The resource that has the endpoint.</param>
    /// <param name="endpointName">Name of the endpoint.</param>
    /// <param name="contextNetworkId">Network it is seen from; null for that of whoever uses it.</param>
    public EndpointReference(IResourceWithEndpoints owner, string endpointName, NetworkIdentifier? contextNetworkId = null)
    {
        ArgumentNullException.ThrowIfNull(owner);
        ArgumentNullException.ThrowIfNull(endpointName);
        Resource = owner;
        EndpointName = endpointName;
        ContextNetworkID = contextNetworkId;
    }

    /// <summary>The resource that has the endpoint.</summary>
    public IResourceWithEndpoints Resource { get; }

    /// <summary>Name of the endpoint.</summary>
    public string EndpointName { get; }

    /// <summary>Network the endpoint is seen from; null for that of whoever uses it.</summary>
    public NetworkIdentifier? ContextNetworkID { get; }

    /// <summary>What to say where the resource has no such endpoint; null for a general message.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The endpoint.</summary>
    /// <exception cref="InvalidOperationException">The resource has no endpoint of that name.</exception>
    public EndpointAnnotation EndpointAnnotation => FindAnnotation()
        ?? throw new InvalidOperationException(ErrorMessage ?? DescribeMissing());

    /// <summary>True where the resource has an endpoint of that name.</summary>
    public bool Exists => FindAnnotation() is not null;

    /// <summary>True where the endpoint's address is known.</summary>
    public bool IsAllocated => FindAllocated() is not null;

    /// <summary>True for the scheme http.</summary>
    public bool IsHttp => IsScheme("http");

    /// <summary>True for the scheme https.</summary>
    public bool IsHttps => IsScheme("https");

    /// <summary>True where the endpoint is named <c>http</c> or <c>https</c>.</summary>
    public bool IsHttpSchemeNamedEndpoint =>
        EndpointName.Equals("http", StringComparison.OrdinalIgnoreCase) || EndpointName.Equals("https", StringComparison.OrdinalIgnoreCase);

    /// <summary>True where the endpoint exists and speaks TLS.</summary>
    public bool TlsEnabled => FindAnnotation() is { TlsEnabled: true };

    /// <summary>True where a reference to the whole resource leaves this endpoint out.</summary>
    public bool ExcludeReferenceEndpoint => FindAnnotation() is { ExcludeReferenceEndpoint: true };

    /// <summary>Scheme of the URL.</summary>
    public string Scheme => EndpointAnnotation.UriScheme;

    /// <summary>Port that the resource itself listens on, where the model fixes it; null otherwise.</summary>
    public int? TargetPort => EndpointAnnotation.TargetPort;

    /// <summary>Host name or address.</summary>
    /// <exception cref="InvalidOperationException">The address is not known yet.</exception>
    public string Host => Allocated.Address;

    /// <summary>Port that clients connect to.</summary>
    /// <exception cref="InvalidOperationException">The address is not known yet.</exception>
    public int Port => Allocated.Port;

    /// <summary>The URL.</summary>
    /// <exception cref="InvalidOperationException">The address is not known yet.</exception>
    public string Url => Allocated.UriString;

    string IManifestExpressionProvider.ValueExpression => Property(EndpointProperty.Url).ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [Resource];

    private AllocatedEndpoint Allocated => FindAllocated() ?? throw new InvalidOperationException(
        $"Endpoint '{EndpointName}' of resource '{Resource.Name}' is not allocated yet. Wait for it with {nameof(GetValueAsync)}.");

    /// <summary>Returns a part of the endpoint as a value.</summary>
    /// <param name="property">The part.</param>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    /// <summary>Returns one of two expressions, depending on whether the endpoint speaks TLS.</summary>
    /// <param name="enabledValue">Chosen where it does.</param>
    /// <param name="disabledValue">Chosen where it does not.</param>
    public ReferenceExpression GetTlsValue(ReferenceExpression enabledValue, ReferenceExpression disabledValue) =>
        ReferenceExpression.CreateConditional(
            Property(EndpointProperty.TlsEnabled), CompositeText.OfBoolean(true), enabledValue, disabledValue);

    /// <summary>Returns the URL as it is seen from this machine, as soon as it is known.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        Property(EndpointProperty.Url).GetValueAsync(cancellationToken);

    /// <summary>Returns the URL as it is seen by whoever uses it, as soon as it is known; in publish mode its expression.</summary>
    /// <param name="context">Who uses it, and in which network.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        Property(EndpointProperty.Url).GetValueAsync(context, cancellationToken);

    private EndpointAnnotation? FindAnnotation()
    {
        if (_annotation is null)
        {
            foreach (var annotation in Resource.Annotations)
            {
                if (annotation is EndpointAnnotation endpoint && endpoint.Name.Equals(EndpointName, StringComparison.OrdinalIgnoreCase))
                {
                    return _annotation = endpoint;
                }
            }
        }

        return _annotation;
    }

    private AllocatedEndpoint? FindAllocated() => FindAnnotation() is { } annotation
        ? annotation.AllAllocatedEndpoints.Find(ContextNetworkID ?? annotation.DefaultNetworkID)
        : null;

    private bool IsScheme(string scheme) => string.Equals(FindAnnotation()?.UriScheme, scheme, StringComparison.OrdinalIgnoreCase);

    private string DescribeMissing()
    {
        var names = string.Join("', '", Resource.Annotations.OfType<EndpointAnnotation>().Select(static endpoint => endpoint.Name));
        return $"Resource '{Resource.Name}' has no endpoint '{EndpointName}'. "
            + (names.Length == 0 ? "It has no endpoints; add one with WithEndpoint or WithHttpEndpoint." : $"It has '{names}'.");
    }
}
