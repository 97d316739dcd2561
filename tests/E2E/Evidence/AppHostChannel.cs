using System.Net.Sockets;
using System.Text.Json;
using StreamJsonRpc;

namespace Observability.E2E.Evidence;

/// <summary>Asks an AppHost that runs as a process of its own, as the <c>aspire</c> command does: by a socket below the user's home.</summary>
internal sealed class AppHostChannel : IDisposable
{
    private readonly JsonRpc _rpc;

    private AppHostChannel(JsonRpc rpc) => _rpc = rpc;

    /// <summary>The sockets of the AppHosts of this user, the last begun first; the ending of each name is its process.</summary>
    public static IReadOnlyList<FileInfo> FindSockets()
    {
        var folder = new DirectoryInfo(Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aspire", "cli", "bch"));
        return folder.Exists ? [.. folder.GetFiles().OrderByDescending(file => file.LastWriteTimeUtc)] : [];
    }

    /// <summary>Connects to one; null where whoever listened is gone.</summary>
    public static async Task<AppHostChannel?> ConnectAsync(FileInfo path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path.FullName), cancellationToken);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }

        var rpc = new JsonRpc(new HeaderDelimitedMessageHandler(new NetworkStream(socket, ownsSocket: true), new SystemTextJsonFormatter()));
        rpc.StartListening();
        return new AppHostChannel(rpc);
    }

    /// <summary>Project file of the AppHost.</summary>
    public async Task<string?> ReadProjectAsync(CancellationToken cancellationToken) =>
        Text(await _rpc.InvokeWithCancellationAsync<JsonElement>("GetAppHostInformationAsync", [null], cancellationToken), "appHostPath");

    /// <summary>
    /// The resources as they are now:
    /// <c>{"displayName":"prometheus","state":"Running","healthStatus":"Healthy","healthReports":[…],"urls":[{"name":"http","url":"http://localhost:9090"}]}</c>.
    /// </summary>
    public async Task<IReadOnlyList<JsonElement>> ReadResourcesAsync(CancellationToken cancellationToken)
    {
        var answer = await _rpc.InvokeWithCancellationAsync<JsonElement>("GetResourcesAsync", [null], cancellationToken);
        return [.. answer.GetProperty("resources").EnumerateArray()];
    }

    /// <summary>The console log of a resource so far.</summary>
    public async Task<IReadOnlyList<string>> ReadLogAsync(string resource, CancellationToken cancellationToken)
    {
        var batches = await _rpc.InvokeWithCancellationAsync<IAsyncEnumerable<JsonElement>>(
            "GetConsoleLogBatchesAsync", [new { resourceName = resource, follow = false }], cancellationToken);
        var lines = new List<string>();
        await foreach (var batch in batches.WithCancellation(cancellationToken))
        {
            lines.AddRange(batch.GetProperty("lines").EnumerateArray().Select(line => Text(line, "content") ?? string.Empty));
        }

        return lines;
    }

    /// <summary>A text of an answer, or null.</summary>
    public static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <inheritdoc />
    public void Dispose() => _rpc.Dispose();
}
