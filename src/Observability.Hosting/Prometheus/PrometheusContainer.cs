using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Prometheus;

/// <summary>Prometheus as a container.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class PrometheusContainer(string name) : ContainerResource(name), IPrometheus;
