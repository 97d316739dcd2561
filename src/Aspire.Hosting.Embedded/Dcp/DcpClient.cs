using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Aspire.Hosting.Embedded.Dcp.Model;
using k8s;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>
/// DCP's API, which is that of Kubernetes with kinds of its own. KubernetesClient provides the connection; requests are
/// made here, because its own serialisation inspects types at run time and its watches take no notice of
/// <see cref="DcpWatch{T}">DCP's repetitions</see>.
/// </summary>
internal sealed class DcpClient : IDisposable
{
    private const string BasePath = $"/apis/{DcpObject.GroupVersion}/";
    private const string MergePatch = "application/merge-patch+json";
    private static readonly TimeSpan s_connectDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_connectRetry = TimeSpan.FromMilliseconds(10);

    // Stands for the address until that is known; nothing is sent to it.
    private const string NoServer = "https://localhost";

    private readonly Kubernetes _kubernetes;
    private readonly HttpClient _http;
    private Uri _server = new(NoServer);
    private volatile bool _hasAnswered;

    /// <summary>
    /// Creates a client that trusts exactly one certificate. It is not connected yet: to load what it needs takes as long
    /// as DCP needs to say where it is, so both are done at the same time.
    /// </summary>
    public DcpClient(X509Certificate2 certificate)
    {
        _kubernetes = new Kubernetes(new KubernetesClientConfiguration
        {
            Host = NoServer,
            SslCaCerts = [certificate],
            // Watches and log streams stay open as long as the session.
            HttpClientTimeout = Timeout.InfiniteTimeSpan,
        });
        _http = _kubernetes.HttpClient;
        _http.Timeout = Timeout.InfiniteTimeSpan;
        // One connection carries all watches and log streams.
        _http.DefaultRequestVersion = HttpVersion.Version20;
        _http.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        _ = JsonSerializer.SerializeToUtf8Bytes(new DcpExecutable(), DcpJson.Default.DcpExecutable);
    }

    /// <summary>Says where DCP is; called once, before the first request.</summary>
    public void Connect(Kubeconfig kubeconfig)
    {
        _server = kubeconfig.Server;
        // KubernetesClient adds a token to requests of its own making, not to ours.
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", kubeconfig.Token);
    }

    /// <summary>Creates an object.</summary>
    /// <exception cref="DcpException">DCP refused it.</exception>
    public async Task CreateAsync<T>(string plural, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : DcpObject
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Post, Address(plural)) { Content = Json(body, "application/json") },
            HttpCompletionOption.ResponseContentRead,
            cancellationToken).ConfigureAwait(false);
        await ThrowIfRefusedAsync(response, $"create {value.Kind} '{value.Metadata.Name}'", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns an object, or null where there is none of the name.</summary>
    public async Task<T?> GetAsync<T>(string plural, string name, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : DcpObject
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, Address($"{plural}/{name}")),
            HttpCompletionOption.ResponseContentRead,
            cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        await ThrowIfRefusedAsync(response, $"read '{plural}/{name}'", cancellationToken).ConfigureAwait(false);
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return await JsonSerializer.DeserializeAsync(content, type, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether there is an object of the name.</summary>
    public async Task<bool> ExistsAsync(string plural, string name, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, Address($"{plural}/{name}")),
            HttpCompletionOption.ResponseHeadersRead,
            cancellationToken).ConfigureAwait(false);
        return response.StatusCode != HttpStatusCode.NotFound;
    }

    /// <summary>Asks DCP to stop a process or container; its state says when it has. This cannot be taken back.</summary>
    public async Task RequestStopAsync(string plural, string name, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Patch, Address($"{plural}/{name}")) { Content = Json("""{"spec":{"stop":true}}"""u8.ToArray(), MergePatch) },
            HttpCompletionOption.ResponseContentRead,
            cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.NotFound)
        {
            await ThrowIfRefusedAsync(response, $"stop '{plural}/{name}'", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes an object; a watch says when it is gone, and only then can its name be used again.</summary>
    /// <returns>False where there is none of the name.</returns>
    public async Task<bool> DeleteAsync(string plural, string name, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Delete, Address($"{plural}/{name}")),
            HttpCompletionOption.ResponseContentRead,
            cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }

        await ThrowIfRefusedAsync(response, $"delete '{plural}/{name}'", cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>Opens a stream of JSON lines, one for each change of any object of a kind, beginning with all there are.</summary>
    public Task<Stream> OpenWatchAsync(string plural, CancellationToken cancellationToken) =>
        OpenAsync($"{plural}?watch=true", $"watch '{plural}'", cancellationToken);

    /// <summary>Opens a log.</summary>
    /// <param name="plural">Where the API keeps the object.</param>
    /// <param name="name">Its name.</param>
    /// <param name="source"><c>stdout</c>, <c>stderr</c>, <c>startup_stdout</c>, <c>startup_stderr</c> or <c>system</c>.</param>
    /// <param name="follow">Whether the stream goes on as long as the process does, and some seconds more.</param>
    /// <param name="skip">Number of lines left out at the beginning.</param>
    /// <param name="cancellationToken">Ends the request and the stream.</param>
    public Task<Stream> OpenLogAsync(string plural, string name, string source, bool follow, int skip, CancellationToken cancellationToken) =>
        OpenAsync(
            FormattableString.Invariant($"{plural}/{name}/log?source={source}&follow={(follow ? "true" : "false")}&timestamps=true{(skip > 0 ? $"&skip={skip}" : "")}"),
            $"read the log of '{plural}/{name}'",
            cancellationToken);

    /// <summary>Asks DCP to end everything that it runs, and itself.</summary>
    public async Task RequestShutdownAsync(CancellationToken cancellationToken)
    {
        // The media type must stand alone: with a charset DCP answers 415.
        using var request = new HttpRequestMessage(HttpMethod.Patch, new Uri(_server, "/admin/execution"))
        {
            Content = Json("""{"status":"Stopping","shutdownResourceCleanup":"Full"}"""u8.ToArray(), MergePatch),
        };
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        await ThrowIfRefusedAsync(response, "shut down", cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public void Dispose() => _kubernetes.Dispose();

    private static ByteArrayContent Json(byte[] body, string mediaType)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return content;
    }

    private Uri Address(string path) => new(_server, BasePath + path);

    private async Task<Stream> OpenAsync(string path, string what, CancellationToken cancellationToken)
    {
        var response = await SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, Address(path)), HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        try
        {
            await ThrowIfRefusedAsync(response, what, cancellationToken).ConfigureAwait(false);
            // Disposing of the stream ends the response with it.
            return await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    // DCP writes its kubeconfig a moment before it listens, so a refused connection is tried again until it has answered.
    private async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                using var message = request();
                var response = await _http.SendAsync(message, completion, cancellationToken).ConfigureAwait(false);
                _hasAnswered = true;
                return response;
            }
            catch (HttpRequestException exception) when (!_hasAnswered && IsRefused(exception) && TimeProvider.System.GetElapsedTime(began) < s_connectDeadline)
            {
                await Task.Delay(s_connectRetry, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool IsRefused(HttpRequestException exception) =>
        exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused };

    private static async Task ThrowIfRefusedAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        throw new DcpException($"DCP refused to {what}: {Reason(body) ?? response.ReasonPhrase}", response.StatusCode);
    }

    // {"kind":"Status","status":"Failure","message":"executables … \"web\" already exists","reason":"AlreadyExists","code":409}
    private static string? Reason(byte[] body)
    {
        try
        {
            using var status = JsonDocument.Parse(body);
            return status.RootElement.TryGetProperty("message", out var message) ? message.GetString() : null;
        }
        catch (JsonException)
        {
            return body.Length == 0 ? null : Encoding.UTF8.GetString(body);
        }
    }
}
