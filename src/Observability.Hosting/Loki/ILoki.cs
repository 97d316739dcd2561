using Observability.Hosting.Model;

namespace Observability.Hosting.Loki;

/// <summary>A Loki, whatever stands behind it.</summary>
public interface ILoki : ILogStore, IDataSourceServer
{
}
