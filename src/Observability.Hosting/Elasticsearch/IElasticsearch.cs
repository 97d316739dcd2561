using Observability.Hosting.Model;

namespace Observability.Hosting.Elasticsearch;

/// <summary>An Elasticsearch, whatever stands behind it.</summary>
public interface IElasticsearch : IDocumentStore, IDataSourceServer
{
}
