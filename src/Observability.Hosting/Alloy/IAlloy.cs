using Observability.Hosting.Model;

namespace Observability.Hosting.Alloy;

/// <summary>A Grafana Alloy, whatever stands behind it.</summary>
public interface IAlloy : IServer
{
}
