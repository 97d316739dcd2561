using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The address of an endpoint in one network.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Name = {Endpoint.Name}, UriString = {UriString}")]
public class AllocatedEndpoint
{
    /// <summary>Creates an address that is bound to <see cref="EndpointBindingMode.SingleAddress"/>.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="address">Host name or IP address.</param>
    /// <param name="port">Port that clients connect to, 1 to 65535.</param>
    /// <param name="targetPortExpression">Expression for the port the resource itself listens on, or null.</param>
    public AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
        : this(endpoint, address, port, EndpointBindingMode.SingleAddress, targetPortExpression)
    {
    }

    /// <summary>Creates an address in the endpoint's own network.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="address">Host name or IP address.</param>
    /// <param name="port">Port that clients connect to, 1 to 65535.</param>
    /// <param name="bindingMode">Which addresses of the machine it listens on.</param>
    /// <param name="targetPortExpression">Expression for the port the resource itself listens on, or null.</param>
    public AllocatedEndpoint(
        EndpointAnnotation endpoint, string address, int port, EndpointBindingMode bindingMode, string? targetPortExpression = null)
        : this(endpoint, address, port, bindingMode, targetPortExpression, networkId: null)
    {
    }

    /// <summary>Creates an address.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="address">Host name or IP address.</param>
    /// <param name="port">Port that clients connect to, 1 to 65535.</param>
    /// <param name="bindingMode">Which addresses of the machine it listens on.</param>
    /// <param name="targetPortExpression">Expression for the port the resource itself listens on, or null.</param>
    /// <param name="networkId">Network the address is valid in; null for the endpoint's own.</param>
    /// <exception cref="ArgumentOutOfRangeException">The port is not between 1 and 65535.</exception>
    public AllocatedEndpoint(
        EndpointAnnotation endpoint,
        string address,
        int port,
        EndpointBindingMode bindingMode,
        string? targetPortExpression = null,
        NetworkIdentifier? networkId = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentException.ThrowIfNullOrEmpty(address);
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535);
        Endpoint = endpoint;
        Address = address;
        Port = port;
        BindingMode = bindingMode;
        TargetPortExpression = targetPortExpression;
        NetworkID = networkId ?? endpoint.DefaultNetworkID;
    }

    /// <summary>The endpoint.</summary>
    public EndpointAnnotation Endpoint { get; }

    /// <summary>Host name or IP address.</summary>
    public string Address { get; }

    /// <summary>Port that clients connect to.</summary>
    public int Port { get; }

    /// <summary>Which addresses of the machine it listens on.</summary>
    public EndpointBindingMode BindingMode { get; }

    /// <summary>Expression for the port the resource itself listens on; the orchestrator fills it in. Null where there is none.</summary>
    public string? TargetPortExpression { get; }

    /// <summary>Network the address is valid in.</summary>
    public NetworkIdentifier NetworkID { get; }

    /// <summary>Scheme of the URL.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary>Host and port; an IPv6 address is put in brackets.</summary>
    public string EndPointString => string.Create(
        CultureInfo.InvariantCulture, $"{(Address.Contains(':') && Address[0] != '[' ? $"[{Address}]" : Address)}:{Port}");

    /// <summary>The URL.</summary>
    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <summary>Returns the URL.</summary>
    public override string ToString() => UriString;
}
