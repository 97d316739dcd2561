using Observability.StandIns.Gateway.Middlewares;

namespace Observability.StandIns.Gateway.Configuration;

/// <summary>A middleware as it is written.</summary>
/// <param name="Middleware">What it does; null where only Traefik itself can do it.</param>
/// <param name="Unsupported">Keys that only Traefik itself understands.</param>
internal sealed record MiddlewareDefinition(IGatewayMiddleware? Middleware, IReadOnlyList<string> Unsupported);
