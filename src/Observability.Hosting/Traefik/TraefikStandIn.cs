using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Traefik;

/// <summary>The .NET gateway that takes Traefik's place; it reads the same two files.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class TraefikStandIn(string name) : ProjectResource(name), ITraefik;
