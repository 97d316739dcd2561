using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Elasticsearch;

/// <summary>Elasticsearch as a container.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class ElasticsearchContainer(string name) : ContainerResource(name), IElasticsearch;
