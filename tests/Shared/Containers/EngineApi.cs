using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace Observability.Tests;

/// <summary>
/// The container engine, asked over its socket (https://docs.docker.com/reference/api/engine/version/v1.41/). Call
/// <see cref="Requires.ContainerEngineAsync"/> first.
/// </summary>
internal static class EngineApi
{
    private static readonly HttpClient s_http = new(new SocketsHttpHandler { ConnectCallback = ConnectAsync })
    {
        BaseAddress = new Uri("http://engine/v1.41/"),
        Timeout = TimeSpan.FromMinutes(2),
    };

    /// <summary>The newest version of its API that the engine has.</summary>
    public static async Task<string> FindVersionAsync() => (await GetAsync("/version"))["ApiVersion"]!.GetValue<string>();

    /// <summary>True when the engine has an image of this name and tag.</summary>
    public static async Task<bool> HasImageAsync(string reference)
    {
        using var answer = await s_http.GetAsync(new Uri($"images/{reference}/json", UriKind.Relative));
        return answer.StatusCode == HttpStatusCode.OK;
    }

    /// <summary>Makes an image of one layer.</summary>
    /// <param name="repository">Name, without the tag.</param>
    /// <param name="tag">Tag.</param>
    /// <param name="archive">The files, as tar.</param>
    /// <param name="changes">Instructions of a Dockerfile that are no files: <c>ENTRYPOINT</c>, <c>USER</c> …</param>
    public static async Task ImportAsync(string repository, string tag, Stream archive, IEnumerable<string> changes)
    {
        var query = string.Concat(changes.Select(change => $"&changes={Uri.EscapeDataString(change)}"));
        using var content = new StreamContent(archive);
        using var answer = await s_http.PostAsync(
            new Uri($"images/create?fromSrc=-&repo={Uri.EscapeDataString(repository)}&tag={Uri.EscapeDataString(tag)}{query}", UriKind.Relative), content);

        // The status is 200 before it is known how it ends: {"status":"sha256:…"} or {"error":"…"}
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode && !text.Contains("\"error\"", StringComparison.Ordinal), $"import of {repository}:{tag}: {text}");
    }

    /// <summary>Removes an image; nothing happens where it is not there.</summary>
    public static async Task RemoveImageAsync(string reference)
    {
        using var answer = await s_http.DeleteAsync(new Uri($"images/{reference}?force=true", UriKind.Relative));
    }

    /// <summary>Names of all containers, running or not.</summary>
    public static async Task<IReadOnlyList<string>> ContainersAsync() =>
        [.. (await GetAsync("containers/json?all=true")).AsArray().Select(entry => entry!["Names"]![0]!.GetValue<string>().TrimStart('/'))];

    /// <summary>Names of all networks but the engine's own three.</summary>
    public static async Task<IReadOnlyList<string>> NetworksAsync() =>
        [.. (await GetAsync("networks")).AsArray().Select(entry => entry!["Name"]!.GetValue<string>()).Except(["bridge", "host", "none"])];

    /// <summary>Names of all volumes.</summary>
    public static async Task<IReadOnlyList<string>> VolumesAsync() =>
        [.. (await GetAsync("volumes"))["Volumes"]?.AsArray().Select(entry => entry!["Name"]!.GetValue<string>()) ?? []];

    /// <summary>Everything that a run could leave behind, a line each.</summary>
    public static async Task<IReadOnlyList<string>> LeftoversAsync() =>
    [
        .. (await ContainersAsync()).Select(name => $"container {name}"),
        .. (await NetworksAsync()).Select(name => $"network {name}"),
        .. (await VolumesAsync()).Select(name => $"volume {name}"),
    ];

    /// <summary>What the engine says of a container.</summary>
    public static Task<JsonNode> InspectAsync(string container) => GetAsync($"containers/{container}/json");

    /// <summary>Removes a volume.</summary>
    public static async Task RemoveVolumeAsync(string name)
    {
        using var answer = await s_http.DeleteAsync(new Uri($"volumes/{name}?force=true", UriKind.Relative));
    }

    private static async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await s_http.GetStringAsync(new Uri(path, UriKind.Relative)))!;

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(MachineCapabilities.EngineSocket), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
