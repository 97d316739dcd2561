using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.ApplicationModel;

/// <summary>Parts of an endpoint in a compute environment that says only how a host is named.</summary>
internal static class ComputeEnvironmentEndpoints
{
    public static ReferenceExpression GetPropertyExpression(IComputeEnvironmentResource environment, EndpointReferenceExpression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var endpoint = expression.Endpoint;
        return expression.Property switch
        {
            EndpointProperty.Url => ReferenceExpression.Create($"{endpoint.Scheme}://{HostOf()}:{PortOf(endpoint)}"),
            EndpointProperty.Host or EndpointProperty.IPV4Host => HostOf(),
            EndpointProperty.Port => ReferenceExpression.Create($"{PortOf(endpoint)}"),
            EndpointProperty.Scheme => ReferenceExpression.Create($"{endpoint.Scheme}"),
            EndpointProperty.TargetPort => ReferenceExpression.Create($"{TargetPortOf(endpoint)}"),
            EndpointProperty.HostAndPort => ReferenceExpression.Create($"{HostOf()}:{PortOf(endpoint)}"),
            EndpointProperty.TlsEnabled => ReferenceExpression.Create($"{CompositeText.OfBoolean(endpoint.TlsEnabled)}"),
            var property => throw new InvalidOperationException($"Endpoint '{endpoint.EndpointName}' has no property '{property}'."),
        };

        ReferenceExpression HostOf() => environment.GetHostAddressExpression(endpoint);
    }

    private static string PortOf(EndpointReference endpoint) => Text(endpoint, endpoint.EndpointAnnotation.Port ?? endpoint.TargetPort);

    private static string TargetPortOf(EndpointReference endpoint) => Text(endpoint, endpoint.TargetPort ?? endpoint.EndpointAnnotation.Port);

    private static string Text(EndpointReference endpoint, int? port) =>
        port?.ToString(System.Globalization.CultureInfo.InvariantCulture)
        ?? throw new DistributedApplicationException(
            $"Endpoint '{endpoint.EndpointName}' of resource '{endpoint.Resource.Name}' has no port to publish. Give it a targetPort.");
}
