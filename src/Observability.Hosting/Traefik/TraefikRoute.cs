namespace Observability.Hosting.Traefik;

/// <summary>One route with everything resolved.</summary>
/// <param name="Name">Name of its router, and of its service where it has one of its own.</param>
/// <param name="Host">Full host name.</param>
/// <param name="Url">URL of the target, or null for Traefik's own API.</param>
internal sealed record TraefikRoute(string Name, string Host, string? Url);
