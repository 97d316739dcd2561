namespace Observability.Hosting.Model;

/// <summary>A store that can be queried; its data sources are in its <see cref="DataSourcesAnnotation"/>.</summary>
public interface IDataSourceServer : IServer
{
}
