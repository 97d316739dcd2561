using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Observability.StandIns.Dashboards.Provisioning;

namespace Observability.StandIns.Dashboards.Queries;

/// <summary>Sends requests to stores, with the credentials and headers of their data sources.</summary>
/// <param name="timeout">How long a store may take to begin an answer, and again to end it; half a minute unless said otherwise.</param>
internal sealed class StoreClient(TimeSpan? timeout = null) : IDisposable
{
    private const int LongestAnswer = 64 << 20;
    private const int LongestMessage = 500;
    private readonly TimeSpan _timeout = timeout ?? TimeSpan.FromSeconds(30);
    private readonly HttpClient _http = Create(skipsVerification: false);
    private readonly HttpClient _httpWithoutVerification = Create(skipsVerification: true);

    /// <summary>Gets JSON.</summary>
    public Task<JsonNode> GetJsonAsync(DataSourceDefinition source, string path, CancellationToken cancellationToken) =>
        SendJsonAsync(source, new HttpRequestMessage(HttpMethod.Get, Combine(source, path)), cancellationToken);

    /// <summary>Posts a form and reads JSON.</summary>
    public Task<JsonNode> PostFormAsync(
        DataSourceDefinition source, string path, IEnumerable<KeyValuePair<string, string>> form, CancellationToken cancellationToken) =>
        SendJsonAsync(source, new HttpRequestMessage(HttpMethod.Post, Combine(source, path)) { Content = new FormUrlEncodedContent(form) },
            cancellationToken);

    /// <summary>Posts a text and reads JSON.</summary>
    public Task<JsonNode> PostJsonAsync(DataSourceDefinition source, string path, string body, string contentType,
        CancellationToken cancellationToken) =>
        SendJsonAsync(source, new HttpRequestMessage(HttpMethod.Post,
            Combine(source, path)) { Content = CreateContent(body, contentType) }, cancellationToken);

    /// <summary>Posts JSON and reads a text.</summary>
    public async Task<string> PostTextAsync(DataSourceDefinition source, string path, string body, string accept,
        CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            Combine(source, path)) { Content = CreateContent(body, "application/json") };
        request.Headers.Accept.ParseAdd(accept);
        var (_, text) = await SendAsync(source, request, cancellationToken).ConfigureAwait(false);
        return text;
    }

    /// <summary>Sends a request as it is, but for the credentials; the answer is the caller's to dispose.</summary>
    /// <exception cref="QueryException">The store does not answer.</exception>
    public async Task<HttpResponseMessage> ForwardAsync(DataSourceDefinition source, HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        AddCredentials(source, request);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_timeout);
        try
        {
            var http = source.Settings.Flag("tlsSkipVerify") ? _httpWithoutVerification : _http;
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            throw new QueryException($"{source.Name} does not answer: {error.Message}", 502, isStoresFault: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new QueryException($"{source.Name} does not answer within {_timeout.TotalSeconds:0} s", 504, isStoresFault: true);
        }
    }

    /// <summary>Address of a path below a store's own.</summary>
    public static Uri Combine(DataSourceDefinition source, string path) =>
        new($"{source.Url.ToString().TrimEnd('/')}/{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    /// <inheritdoc />
    public void Dispose()
    {
        _http.Dispose();
        _httpWithoutVerification.Dispose();
    }

    private static HttpClient Create(bool skipsVerification)
    {
        // A redirect would take the credentials elsewhere.
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.All,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        if (skipsVerification)
        {
            handler.SslOptions = new SslClientAuthenticationOptions
            {
#pragma warning disable CA5359 // That is what the data source asks for (tlsSkipVerify).
                RemoteCertificateValidationCallback = static (_, _, _, _) => true,
#pragma warning restore CA5359
            };
        }

        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private static StringContent CreateContent(string body, string contentType)
    {
        var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        return content;
    }

    private async Task<JsonNode> SendJsonAsync(DataSourceDefinition source, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            var (contentType, text) = await SendAsync(source, request, cancellationToken).ConfigureAwait(false);
            try
            {
                return JsonNode.Parse(text) ?? throw new JsonException();
            }
            catch (JsonException)
            {
                throw new QueryException($"{source.Name} answers with {contentType ?? "something"} that is no JSON", 502,
                    isStoresFault: true);
            }
        }
    }

    private async Task<(string? ContentType, string Text)> SendAsync(DataSourceDefinition source, HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        using var response = await ForwardAsync(source, request, cancellationToken).ConfigureAwait(false);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_timeout);
        string text;
        try
        {
            await response.Content.LoadIntoBufferAsync(LongestAnswer, patience.Token).ConfigureAwait(false);
            text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException error)
        {
            throw new QueryException($"{source.Name}: {error.Message}", 502, isStoresFault: true);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new QueryException($"{source.Name} does not end its answer within {_timeout.TotalSeconds:0} s", 504, isStoresFault: true);
        }

        return response.IsSuccessStatusCode
            ? (response.Content.Headers.ContentType?.MediaType, text)
            : throw new QueryException($"{source.Name}: {FindMessage(text, (int)response.StatusCode)}", (int)response.StatusCode,
                isStoresFault: true);
    }

    // {"status":"error","errorType":"bad_data","error":"…"}, {"error":{"reason":"…"}}, {"code":"invalid","message":"…"}, or a line of text.
    private static string FindMessage(string text, int status)
    {
        string? found = null;
        try
        {
            var json = JsonNode.Parse(text);
            found = json.Text("error") ?? json.Map("error").Text("reason") ?? json.Text("message");
        }
        catch (JsonException)
        {
            found = text.Trim();
        }

        return found is { Length: > 0 }
            ? found[..Math.Min(found.Length, LongestMessage)]
            : string.Create(CultureInfo.InvariantCulture, $"status {status}");
    }

    private static void AddCredentials(DataSourceDefinition source, HttpRequestMessage request)
    {
        if (source.BasicAuthUser is { } user)
        {
            var credentials = $"{user}:{source.Secrets.GetValueOrDefault("basicAuthPassword")}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
        }

        if (source.Type == "influxdb" && source.Settings.Text("version") == "Flux"
            && source.Secrets.GetValueOrDefault("token") is { Length: > 0 } token)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Token {token}");
        }

        // httpHeaderName1 of jsonData with httpHeaderValue1 of secureJsonData, and so on.
        for (var number = 1; source.Settings.Text(FormattableString.Invariant($"httpHeaderName{number}")) is { Length: > 0 } name; number++)
        {
            var value = source.Secrets.GetValueOrDefault(FormattableString.Invariant($"httpHeaderValue{number}")) ?? string.Empty;
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
