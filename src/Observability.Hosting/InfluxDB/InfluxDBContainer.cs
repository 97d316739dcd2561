using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.InfluxDB;

/// <summary>InfluxDB as a container.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class InfluxDBContainer(string name) : ContainerResource(name), IInfluxDB;
