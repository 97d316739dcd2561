namespace Observability.StandIns.Gateway.Middlewares;

/// <summary>Changes a request, or answers it, before the service sees it.</summary>
internal interface IGatewayMiddleware
{
    /// <summary>Handles a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="next">What comes after.</param>
    Task InvokeAsync(GatewayRequest request, GatewayHandler next);

    /// <summary>What Traefik would refuse about it, or null.</summary>
    string? Mistake { get; }
}
