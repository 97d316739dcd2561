using Observability.Hosting.Model;

namespace Observability.Hosting.Pushgateway;

/// <summary>A Pushgateway, whatever stands behind it.</summary>
public interface IPushgateway : IServer
{
}
