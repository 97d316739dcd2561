using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.NodeExporter;

/// <summary>The node exporter as a container.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class NodeExporterContainer(string name) : ContainerResource(name), INodeExporter;
