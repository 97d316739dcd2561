using System.Net;
using Observability.StandIns.Gateway.Configuration;
using Observability.StandIns.Gateway.Routing;
using Observability.StandIns.Gateway.Rules;

namespace Observability.StandIns.Gateway;

/// <summary>A request on its way through entry point, middlewares and service.</summary>
/// <param name="context">The request as the server sees it.</param>
/// <param name="entryPoint">Where it came in.</param>
/// <param name="path">Its path, cleaned and still encoded.</param>
internal sealed class GatewayRequest(HttpContext context, EntryPointDefinition entryPoint, string path)
{
    /// <summary>The request as the server sees it.</summary>
    public HttpContext Context { get; } = context;

    /// <summary>Where it came in.</summary>
    public EntryPointDefinition EntryPoint { get; } = entryPoint;

    /// <summary>The path, cleaned and still encoded; middlewares change it.</summary>
    public string Path { get; set; } = path;

    /// <summary>Address of the other side of the connection.</summary>
    public IPAddress? Client { get; } = AddressOf(context);

    /// <summary>What kind of traffic it is, in the words of Traefik's metrics.</summary>
    public string Protocol { get; } = ProtocolOf(context.Request);

    /// <summary>Name of the router that took it, with its provider.</summary>
    public string? Router { get; set; }

    /// <summary>True where one of the gateway's own services answers it: it is then neither counted nor logged.</summary>
    public bool IsInternal { get; set; }

    /// <summary>The server that it was sent to.</summary>
    public Uri? Server { get; set; }

    /// <summary>True to hand on the host that the client asked for.</summary>
    public bool PassHostHeader { get; set; } = true;

    /// <summary>True for a websocket's handshake.</summary>
    public bool IsWebSocket => Protocol == "websocket";

    /// <summary>What a rule sees of it.</summary>
    /// <param name="routingPath">Path with only its reserved characters still encoded.</param>
    public RuleRequest ToRuleRequest(string routingPath) => new(
        Context.Request.Host.Host.ToLowerInvariant(),
        routingPath,
        Context.Request.Method,
        Context.Request.Headers,
        Context.Request.Query,
        Client);

    /// <summary>Answers with a status and a line of text, as Traefik's own answers are.</summary>
    public Task AnswerAsync(int status, string text) => Answers.WriteAsync(Context.Response, status, text);

    private static IPAddress? AddressOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;

    private static string ProtocolOf(HttpRequest request)
    {
        var headers = request.Headers;
        if (RequestHeaders.HasToken(headers.Connection, "upgrade") && RequestHeaders.HasToken(headers.Upgrade, "websocket"))
        {
            return "websocket";
        }

        return RequestHeaders.HasToken(headers.Accept, "text/event-stream") ? "sse"
            : request.ContentType is not { } type ? "http"
            : type.StartsWith("application/grpc-web", StringComparison.Ordinal) ? "grpc-web"
            : type.StartsWith("application/grpc", StringComparison.Ordinal) ? "grpc"
            : "http";
    }
}
