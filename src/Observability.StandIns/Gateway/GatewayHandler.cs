namespace Observability.StandIns.Gateway;

/// <summary>Answers a request.</summary>
internal delegate Task GatewayHandler(GatewayRequest request);
