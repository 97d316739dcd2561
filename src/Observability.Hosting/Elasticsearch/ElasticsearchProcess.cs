using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Elasticsearch;

/// <summary>Elasticsearch as a process of this machine.</summary>
/// <param name="name">Name of the resource.</param>
/// <param name="command">Full path of the start script.</param>
/// <param name="workingDirectory">Directory to start in.</param>
public sealed class ElasticsearchProcess(string name, string command, string workingDirectory)
    : ExecutableResource(name, command, workingDirectory), IElasticsearch;
