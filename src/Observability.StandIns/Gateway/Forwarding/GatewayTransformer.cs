using Microsoft.AspNetCore.Http.Features;
using Observability.StandIns.Gateway.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace Observability.StandIns.Gateway.Forwarding;

/// <summary>Makes the request that a server gets: the client's, at the path that the middlewares have left.</summary>
internal sealed class GatewayTransformer : HttpTransformer
{
    // The path is normalized already, in the spelling in which the server must see it.
    private static readonly UriCreationOptions s_asItIs = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <inheritdoc />
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        var request = httpContext.Features.GetRequiredFeature<GatewayRequest>();
        if (request.Client is { } client)
        {
            var headers = httpContext.Request.Headers;
            var earlier = headers[ForwardedHeaders.For];
            headers[ForwardedHeaders.For] = string.Join(", ", [.. earlier, client.ToString()]);
        }

        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        if (!request.PassHostHeader)
        {
            proxyRequest.Headers.Host = null;
        }

        // Traefik takes a semicolon for what separates parameters, as browsers once did.
        var query = httpContext.Request.QueryString.Value?.Replace(';', '&');
        proxyRequest.RequestUri = new Uri($"{destinationPrefix}{request.Path}{query}", s_asItIs);
    }
}
