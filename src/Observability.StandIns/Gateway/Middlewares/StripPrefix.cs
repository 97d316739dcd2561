using Observability.StandIns.Gateway.Routing;

namespace Observability.StandIns.Gateway.Middlewares;

/// <summary>
/// Takes a prefix off the path (https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/stripprefix/).
/// </summary>
/// <param name="prefixes">The first that fits is taken off and told to the server.</param>
internal sealed class StripPrefix(IReadOnlyList<string> prefixes) : IGatewayMiddleware
{
    /// <inheritdoc />
    public string? Mistake => null;

    /// <inheritdoc />
    public Task InvokeAsync(GatewayRequest request, GatewayHandler next)
    {
        foreach (var prefix in prefixes)
        {
            if (!RequestPath.TryStrip(request.Path, prefix, out var rest))
            {
                continue;
            }

            // "/api" off "/api../secret" must not become a way up.
            if (RequestPath.Clean(rest) != rest)
            {
                return request.AnswerAsync(StatusCodes.Status400BadRequest, "Bad Request\n");
            }

            request.Path = rest;
            request.Context.Request.Headers.Append(ForwardedHeaders.Prefix, prefix);
            break;
        }

        return next(request);
    }
}
