using Microsoft.AspNetCore.WebUtilities;
using Observability.StandIns.Gateway.Configuration;
using Observability.StandIns.Gateway.Routing;
using Yarp.ReverseProxy.Forwarder;

namespace Observability.StandIns.Gateway.Forwarding;

/// <summary>Hands requests on to the servers of services, with YARP.</summary>
internal sealed class ServiceForwarder(IHttpForwarder forwarder, TransportPool transports, GatewayMetrics metrics)
{
    // As Traefik has it, neither a download nor a silent websocket is ever cut off.
    private static readonly ForwarderRequestConfig s_config = new()
    {
        Version = System.Net.HttpVersion.Version11,
        ActivityTimeout = Timeout.InfiniteTimeSpan,
    };

    private readonly GatewayTransformer _transformer = new();

    /// <summary>What answers for a service.</summary>
    /// <param name="name">Its name with its provider.</param>
    /// <param name="service">The service.</param>
    /// <param name="transport">How its servers are talked to.</param>
    public GatewayHandler CreateHandler(string name, ServiceDefinition service, TransportDefinition transport)
    {
        var balancer = new ServerBalancer(service.Servers);
        var invoker = transports.Get(transport);
        return async request =>
        {
            var started = TimeProvider.System.GetTimestamp();
            request.PassHostHeader = service.PassHostHeader;
            await ForwardAsync(request, balancer.Next(), invoker);
            metrics.CountService(name, request, TimeProvider.System.GetElapsedTime(started));
        };
    }

    private async Task ForwardAsync(GatewayRequest request, ServerDefinition? server, HttpMessageInvoker invoker)
    {
        if (server is null)
        {
            await request.AnswerAsync(StatusCodes.Status503ServiceUnavailable, "no available server\n");
            return;
        }

        var context = request.Context;
        request.Server = server.Url;
        context.Features.Set(request);
        var error = await forwarder.SendAsync(context, server.Url.GetLeftPart(UriPartial.Authority), invoker, s_config, _transformer);
        if (error == ForwarderError.None || context.Response.HasStarted)
        {
            return;
        }

        if (context.RequestAborted.IsCancellationRequested)
        {
            context.Response.StatusCode = Answers.ClientClosedRequest;
            return;
        }

        var status = context.Response.StatusCode;
        await request.AnswerAsync(status, ReasonPhrases.GetReasonPhrase(status));
    }
}
