using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Api;
using Observability.StandIns.Documents.Configuration;
using Observability.StandIns.Documents.Indices;
using Observability.StandIns.Documents.Search;
using Observability.StandIns.Documents.Security;

namespace Observability.StandIns.Tests.Documents;

/// <summary>The stand-in's node without its server: what a test asks many thousand times.</summary>
internal sealed class InProcessNode : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public InProcessNode() => Node = new Node(
        new ServerSettings("c", "n", _folder.Combine("data"), new IPEndPoint(IPAddress.Loopback, 9200), false, null, 0, 100 << 20, []),
        new Version(9, 5, 2),
        TimeProvider.System);

    public Node Node { get; }

    /// <summary>Makes an index.</summary>
    public void Create(string name, string body)
    {
        using var document = JsonDocument.Parse(body);
        Node.Catalog.Create(name, document.RootElement.Clone());
    }

    /// <summary>Writes the lines of a bulk request; searches see them.</summary>
    public Task<IReadOnlyList<WriteResult>> BulkAsync(string lines) => Node.Writer.WriteAsync(
        BulkParser.Parse(
            Encoding.UTF8.GetBytes(lines), null, false), Caller.Everybody, refresh: true, TestContext.Current.CancellationToken);

    /// <summary>Searches, and gives the answer as a client would get it.</summary>
    public async Task<JsonObject> SearchAsync(string indices, string body)
    {
        using var document = JsonDocument.Parse(body);
        var search = SearchRequest.Read(document.RootElement.Clone());
        var selected = Node.Catalog.Resolve(
            indices, default(IndexSelection) with { AllowNone = true }).Select(index => (index, index.Read())).ToList();
        var result = await Node.Executor.SearchAsync(search, selected, null, TestContext.Current.CancellationToken);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            result.Write(writer);
        }

        return JsonNode.Parse(buffer.WrittenSpan)!.AsObject();
    }

    public void Dispose()
    {
        Node.Dispose();
        _folder.Dispose();
    }
}
