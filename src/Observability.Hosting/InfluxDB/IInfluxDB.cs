using Observability.Hosting.Model;

namespace Observability.Hosting.InfluxDB;

/// <summary>An InfluxDB 2, whatever stands behind it.</summary>
public interface IInfluxDB : IPointStore, IDataSourceServer
{
}
