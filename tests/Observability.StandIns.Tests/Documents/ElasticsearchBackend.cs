namespace Observability.StandIns.Tests.Documents;

/// <summary>Elasticsearch itself, where somebody has put it on PATH; Debian has no package of it.</summary>
public sealed class ElasticsearchBackend : IDocumentBackend
{
    public (string FileName, IReadOnlyList<string> Arguments) Command(int port)
    {
        var path = MachineCapabilities.FindTool("elasticsearch");
        if (path is null)
        {
            Requires.Missing(
                "there is no elasticsearch on PATH "
                + "(https://www.elastic.co/docs/deploy-manage/deploy/self-managed/install-elasticsearch-from-archive-on-linux-macos)");
        }

        if (Environment.UserName == "root")
        {
            Requires.Missing("Elasticsearch refuses to run as root");
        }

        return (path, [$"-Ehttp.port={port}", $"-Etransport.port={FreePort.Take()}"]);
    }
}
