using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using Observability.StandIns.Gateway.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Observability.StandIns.Gateway.Forwarding;

/// <summary>Connections to servers, one pool for each way to talk to them; a reload keeps those that it still needs.</summary>
internal sealed class TransportPool : IDisposable
{
    // Headers as bytes, whatever their encoding: a gateway does not read what it hands on.
    private static readonly Encoding s_bytes = Encoding.Latin1;
    private readonly ConcurrentDictionary<(TimeSpan, TimeSpan, TimeSpan), HttpMessageInvoker> _invokers = new();

    /// <summary>What sends requests as a transport says.</summary>
    public HttpMessageInvoker Get(TransportDefinition transport) => _invokers.GetOrAdd(
        (transport.DialTimeout, transport.ResponseHeaderTimeout, transport.IdleTimeout),
        static (_, definition) => Create(definition),
        transport);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var invoker in _invokers.Values)
        {
            invoker.Dispose();
        }
    }

    private static HttpMessageInvoker Create(TransportDefinition transport)
    {
        HttpMessageHandler handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = new ReverseProxyPropagator(DistributedContextPropagator.Current),
            ConnectTimeout = LimitOf(transport.DialTimeout),
            PooledConnectionIdleTimeout = LimitOf(transport.IdleTimeout),
            RequestHeaderEncodingSelector = static (_, _) => s_bytes,
            ResponseHeaderEncodingSelector = static (_, _) => s_bytes,
        };
        return new HttpMessageInvoker(transport.ResponseHeaderTimeout > TimeSpan.Zero
            ? new ResponseHeaderTimeoutHandler(handler, transport.ResponseHeaderTimeout)
            : handler);
    }

    private static TimeSpan LimitOf(TimeSpan limit) => limit > TimeSpan.Zero ? limit : Timeout.InfiniteTimeSpan;
}
