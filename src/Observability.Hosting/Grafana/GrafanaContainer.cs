using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Grafana;

/// <summary>Grafana as a container.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class GrafanaContainer(string name) : ContainerResource(name), IGrafana;
