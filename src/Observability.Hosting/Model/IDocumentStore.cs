namespace Observability.Hosting.Model;

/// <summary>A server that takes documents over Elasticsearch's bulk API; how is in its <see cref="DocumentStoreAnnotation"/>.</summary>
public interface IDocumentStore : IServer
{
}
