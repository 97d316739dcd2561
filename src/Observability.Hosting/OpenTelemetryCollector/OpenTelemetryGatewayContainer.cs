using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.OpenTelemetryCollector;

/// <summary>A gateway as a container.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class OpenTelemetryGatewayContainer(string name) : ContainerResource(name), IOpenTelemetryGateway;
