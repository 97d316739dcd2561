using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Elasticsearch;

/// <summary>The .NET document store that takes Elasticsearch's place; it reads the same files.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class ElasticsearchStandIn(string name) : ProjectResource(name), IElasticsearch;
