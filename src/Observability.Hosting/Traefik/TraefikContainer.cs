using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Traefik;

/// <summary>Traefik as a container.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class TraefikContainer(string name) : ContainerResource(name), ITraefik;
