using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Pushgateway;

/// <summary>The Pushgateway as a container.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class PushgatewayContainer(string name) : ContainerResource(name), IPushgateway;
