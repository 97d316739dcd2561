using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>
/// One host name under which people reach a server through the gateway: <c>&lt;Host&gt;.localhost</c> on the laptop,
/// <c>&lt;Host&gt;.&lt;domain&gt;</c> with TLS in the cluster.
/// </summary>
/// <param name="Host">First label of the host name.</param>
/// <param name="Gateway">Endpoint of the gateway that people open.</param>
/// <param name="Target">Endpoint that the gateway forwards to.</param>
public sealed record Route(string Host, EndpointReference Gateway, EndpointReference Target);
