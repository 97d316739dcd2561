namespace Observability.StandIns.Gateway.Configuration;

/// <summary>A service as it is written.</summary>
/// <param name="Servers">Servers among which requests are dealt out.</param>
/// <param name="PassHostHeader">True to hand on the host that the client asked for.</param>
/// <param name="Transport">Name of its transport, or null for the default one.</param>
/// <param name="Unsupported">Keys that only Traefik itself understands.</param>
internal sealed record ServiceDefinition(
    IReadOnlyList<ServerDefinition> Servers, bool PassHostHeader, string? Transport, IReadOnlyList<string> Unsupported);
