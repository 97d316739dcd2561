using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.Embedded.ApplicationModel;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of an endpoint as a value.</summary>
[DebuggerDisplay("EndpointExpression = {ValueExpression}, Property = {Property}, Endpoint = {Endpoint.EndpointName}")]
public class EndpointReferenceExpression : IExpressionValue, IValueWithReferences
{
    /// <summary>Creates a value.</summary>
    /// <param name="endpointReference">The endpoint.</param>
    /// <param name="property">The part of it.</param>
    public EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property)
    {
        ArgumentNullException.ThrowIfNull(endpointReference);
        Endpoint = endpointReference;
        Property = property;
    }

    /// <summary>The endpoint.</summary>
    public EndpointReference Endpoint { get; }

    /// <summary>The part of it.</summary>
    public EndpointProperty Property { get; }

    /// <summary>The manifest expression, such as <c>{api.bindings.http.port}</c>.</summary>
    public string ValueExpression => Property switch
    {
        EndpointProperty.Url => Binding("url"),
        EndpointProperty.Host or EndpointProperty.IPV4Host => Binding("host"),
        EndpointProperty.Port => Binding("port"),
        EndpointProperty.Scheme => Binding("scheme"),
        EndpointProperty.TargetPort => Binding("targetPort"),
        EndpointProperty.HostAndPort => $"{Binding("host")}:{Binding("port")}",
        EndpointProperty.TlsEnabled => Binding("tlsEnabled"),
        _ => throw UnknownProperty(),
    };

    IEnumerable<object> IValueWithReferences.References => [Endpoint];

    /// <summary>Returns the part as it is seen from this machine, as soon as it is known.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
        GetValueAsync(new ValueProviderContext(), cancellationToken);

    /// <summary>Returns the part as it is seen by whoever uses it, as soon as it is known; in publish mode its expression.</summary>
    /// <param name="context">Who uses it, and in which network; a network of the reference itself takes precedence.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">The resource has no such endpoint.</exception>
    public async ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);

        // What the model fixes needs no wait, and must not: a resource's own arguments may name it before it is allocated.
        switch (Property)
        {
            case EndpointProperty.TlsEnabled:
                return CompositeText.OfBoolean(Endpoint.EndpointAnnotation.TlsEnabled);
            case var _ when context.ExecutionContext is { IsPublishMode: true }:
                return ValueExpression;
            case EndpointProperty.Scheme:
                return Endpoint.Scheme;
            case EndpointProperty.TargetPort when Endpoint.TargetPort is { } targetPort:
                return targetPort.ToString(CultureInfo.InvariantCulture);
        }

        var network = Endpoint.ContextNetworkID ?? CallerNetwork.Of(context);
        return Part(await EndpointAddress.GetAsync(Endpoint, network, cancellationToken).ConfigureAwait(false));
    }

    private string Part(AllocatedEndpoint allocated) => Property switch
    {
        EndpointProperty.Url => allocated.UriString,
        EndpointProperty.Host => allocated.Address,
        EndpointProperty.IPV4Host => EndpointHostHelpers.IsLocalhost(allocated.Address) ? "127.0.0.1" : allocated.Address,
        EndpointProperty.Port => allocated.Port.ToString(CultureInfo.InvariantCulture),
        EndpointProperty.TargetPort => allocated.TargetPortExpression ?? allocated.Port.ToString(CultureInfo.InvariantCulture),
        EndpointProperty.HostAndPort => allocated.EndPointString,
        _ => throw UnknownProperty(),
    };

    private string Binding(string property) => $"{{{Endpoint.Resource.Name}.bindings.{Endpoint.EndpointName}.{property}}}";

    private InvalidOperationException UnknownProperty() =>
        new($"Endpoint '{Endpoint.EndpointName}' of resource '{Endpoint.Resource.Name}' has no property '{Property}'.");
}
