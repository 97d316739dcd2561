namespace Observability.StandIns.Tests.Gateway;

/// <summary>Ports of a gateway's entry points.</summary>
/// <param name="Web">What clients use.</param>
/// <param name="Admin">Ping, API and dashboard.</param>
/// <param name="Metrics">Metrics.</param>
internal sealed record GatewayPorts(int Web, int Admin, int Metrics);
