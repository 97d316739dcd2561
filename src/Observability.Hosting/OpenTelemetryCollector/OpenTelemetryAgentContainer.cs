using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.OpenTelemetryCollector;

/// <summary>An agent as a container; outside a cluster there is nothing for it to read.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class OpenTelemetryAgentContainer(string name) : ContainerResource(name), IOpenTelemetryAgent;
