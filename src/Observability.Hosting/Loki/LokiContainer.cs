using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Loki;

/// <summary>Loki as a container.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class LokiContainer(string name) : ContainerResource(name), ILoki;
