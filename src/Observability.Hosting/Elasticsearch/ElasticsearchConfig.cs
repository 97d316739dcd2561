namespace Observability.Hosting.Elasticsearch;

/// <summary>What <c>elasticsearch.yml</c> is written from.</summary>
/// <param name="Name">Name of the node and of its cluster.</param>
/// <param name="HttpHost">Address that the API listens on.</param>
/// <param name="DataFolder">Folder of the indices.</param>
/// <param name="LogsFolder">Folder of the logs.</param>
/// <param name="IsSecured">False where everybody may do everything.</param>
/// <param name="UsersInFile">True where the user <c>elastic</c> is in the file realm.</param>
internal sealed record ElasticsearchConfig(
    string Name, string HttpHost, string DataFolder, string LogsFolder, bool IsSecured, bool UsersInFile);
