using System.Collections.Frozen;
using System.Globalization;
using System.Net;

namespace Observability.StandIns.Gateway.Routing;

/// <summary>
/// The headers that tell a server what the client asked for
/// (https://doc.traefik.io/traefik/reference/install-configuration/entrypoints/#forwarded-headers). Nobody's word is taken
/// for them but that of trusted networks: what others send is dropped.
/// </summary>
internal static class ForwardedHeaders
{
    /// <summary>The chain of clients; the transformer adds the last one.</summary>
    public const string For = "X-Forwarded-For";

    /// <summary>What <see cref="Middlewares.StripPrefix"/> took off.</summary>
    public const string Prefix = "X-Forwarded-Prefix";

    private const string Host = "X-Forwarded-Host";
    private const string Port = "X-Forwarded-Port";
    private const string Proto = "X-Forwarded-Proto";
    private const string Server = "X-Forwarded-Server";
    private const string RealIp = "X-Real-Ip";

    private static readonly FrozenSet<string> s_managed = new[]
    {
        For, Host, Port, Proto, Server, RealIp, Prefix, "X-Forwarded-Scheme", "X-Forwarded-Uri", "X-Forwarded-Method",
        "X-Forwarded-Tls-Client-Cert", "X-Forwarded-Tls-Client-Cert-Info", "X-Scheme",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string s_machine = Dns.GetHostName();

    /// <summary>Drops what cannot be trusted and adds what is missing.</summary>
    public static void Apply(GatewayRequest request)
    {
        var headers = request.Context.Request.Headers;
        var entryPoint = request.EntryPoint;
        if (!entryPoint.TrustsEveryone && !entryPoint.TrustedNetworks.Any(network => request.Client is { } client && network.Contains(client)))
        {
            foreach (var name in headers.Keys.Where(IsManaged).ToList())
            {
                headers.Remove(name);
            }
        }

        if (request.Client is { } address)
        {
            headers.TryAdd(RealIp, address.ToString());
        }

        headers.TryAdd(Proto, request.IsWebSocket ? "ws" : "http");
        var isSecure = headers[Proto].ToString() is "https" or "wss";
        var host = request.Context.Request.Host;
        headers.TryAdd(Port, host.Port?.ToString(CultureInfo.InvariantCulture) ?? (isSecure ? "443" : "80"));
        if (host.HasValue)
        {
            headers.TryAdd(Host, host.Value);
        }

        headers[Server] = s_machine;
        RemoveHopByHop(headers);
    }

    // What a client names in its Connection header is for this hop only, unless it tries to have the headers above dropped.
    private static void RemoveHopByHop(IHeaderDictionary headers)
    {
        foreach (var name in RequestHeaders.Tokens(headers.Connection).ToList())
        {
            if (!IsManaged(name) && !string.Equals(name, "upgrade", StringComparison.OrdinalIgnoreCase))
            {
                headers.Remove(name);
            }
        }
    }

    // Some servers take X_Forwarded_For for the same header.
    private static bool IsManaged(string name) => s_managed.Contains(name.Replace('_', '-'));
}
