using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace Observability.StandIns.Consumer.Outputs;

/// <summary>Sends requests to the servers of one store; where one does not answer, the next request goes to the next.</summary>
internal sealed class StoreClient : IDisposable
{
    // Largest answer: a bulk request's with an error for each of its documents.
    private const int LargestAnswer = 64 * 1024 * 1024;

    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(10);

    private readonly HttpClient _client;
    private readonly IReadOnlyList<Uri> _servers;
    private readonly AuthenticationHeaderValue? _authorization;
    private readonly bool _isCompressed;
    private int _server;

    /// <summary>Makes one.</summary>
    public StoreClient(IReadOnlyList<Uri> servers, TimeSpan timeout, AuthenticationHeaderValue? authorization, bool isCompressed)
    {
        _servers = servers;
        _authorization = authorization;
        _isCompressed = isCompressed;
        _client = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            // Zero is Go's "as long as it takes".
            Timeout = timeout == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : timeout,
            MaxResponseContentBufferSize = LargestAnswer,
        };
        _client.DefaultRequestHeaders.UserAgent.ParseAdd("Observability-consumer-stand-in");
    }

    /// <summary>Sends a request without a body.</summary>
    public Task<StoreAnswer> SendAsync(HttpMethod method, string path, CancellationToken cancellationToken) =>
        SendAsync(method, path, content: null, cancellationToken);

    /// <summary>Sends a body.</summary>
    public Task<StoreAnswer> SendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte> body, string contentType, CancellationToken cancellationToken)
    {
        HttpContent content = _isCompressed ? new ByteArrayContent(Compress(body)) : new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        if (_isCompressed)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        return SendAsync(method, path, content, cancellationToken);
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private async Task<StoreAnswer> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        var server = _servers[_server % _servers.Count];
        using var request =
            new HttpRequestMessage(method, new Uri(server.GetLeftPart(UriPartial.Path).TrimEnd('/') + path)) { Content = content };
        request.Headers.Authorization = _authorization ?? BasicAuthentication.Of(server);
        try
        {
            using var response = await _client.SendAsync(request, cancellationToken);

            // Not as a text: its charset may be one that nobody knows.
            var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            return new StoreAnswer((int)response.StatusCode, text, PauseOf(response.Headers.RetryAfter));
        }
        catch (Exception error)
            when (error is HttpRequestException or IOException
                || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            _server = (_server + 1) % _servers.Count;
            var why = error is OperationCanceledException ? $"no answer within {_client.Timeout.TotalSeconds:0.#} s" : error.Message;

            // Without what stands before the host: there may be a password in it.
            return new StoreAnswer(
                0, $"{server.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}: {why}", TimeSpan.Zero);
        }
    }

    // As long as it says, but not for ever.
    private static TimeSpan PauseOf(RetryConditionHeaderValue? header)
    {
        var pause = header?.Delta ?? (header?.Date - TimeProvider.System.GetUtcNow()) ?? TimeSpan.Zero;
        return pause < TimeSpan.Zero ? TimeSpan.Zero : pause > s_longestPause ? s_longestPause : pause;
    }

    private static byte[] Compress(ReadOnlyMemory<byte> body)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest))
        {
            gzip.Write(body.Span);
        }

        return compressed.ToArray();
    }
}
