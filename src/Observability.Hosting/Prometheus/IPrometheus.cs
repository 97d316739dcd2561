using Observability.Hosting.Model;

namespace Observability.Hosting.Prometheus;

/// <summary>A Prometheus server, whatever stands behind it.</summary>
public interface IPrometheus : IDataSourceServer, IMetricStore
{
}
