using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana;

/// <summary>A Grafana server, whatever stands behind it.</summary>
public interface IGrafana : IServer
{
}
