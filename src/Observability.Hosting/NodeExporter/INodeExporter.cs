using Observability.Hosting.Model;

namespace Observability.Hosting.NodeExporter;

/// <summary>A node exporter, whatever stands behind it.</summary>
public interface INodeExporter : IServer
{
}
