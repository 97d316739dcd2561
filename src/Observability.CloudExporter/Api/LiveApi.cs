using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Observability.CloudExporter.Api;

/// <summary>
/// Asks a provider. One instance serves one account: its requests share a limit on how many run at once, and the pause that the
/// provider asks for holds up all of them.
/// </summary>
internal sealed class LiveApi : ICloudApi, IDisposable
{
    /// <summary>Requests under way at once; both providers count requests, not connections.</summary>
    internal const int MaxConcurrency = 4;

    /// <summary>Attempts for one document.</summary>
    internal const int MaxAttempts = 4;

    // A page of 200 droplets is half a megabyte.
    private const int MaxAnswer = 32 * 1024 * 1024;
    private const int MaxReason = 200;

    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);

    private readonly IRequestSigner _signer;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly Uri? _endpoint;
    private readonly SemaphoreSlim _running = new(MaxConcurrency);
    private readonly RateLimit _limit;

    /// <summary>Makes one.</summary>
    /// <param name="signer">Adds the account's credential.</param>
    /// <param name="time">The clock.</param>
    /// <param name="endpoint">
    /// Where all requests go instead of the provider's hosts, with the host that they are for in the header <c>Host</c>; null
    /// for the provider.
    /// </param>
    public LiveApi(IRequestSigner signer, TimeProvider time, Uri? endpoint = null)
    {
        _signer = signer;
        _time = time;
        _endpoint = endpoint;
        _limit = new RateLimit(time);

        // A redirect is never followed: it could lead the credential elsewhere.
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            MaxConnectionsPerServer = MaxConcurrency,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            UseCookies = false,
        })
        {
            MaxResponseContentBufferSize = MaxAnswer,

            // Whoever asks has a limit of its own.
            Timeout = Timeout.InfiniteTimeSpan,
        };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("observability-cloud-exporter");
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    /// <inheritdoc/>
    public async Task<Stream> GetAsync(Uri request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!_signer.IsProviders(request))
        {
            throw new IOException($"GET {request.AbsolutePath}: '{request.Host}' is not a host of the provider, so it is not sent the credential.");
        }

        await _running.WaitAsync(cancellationToken);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                await _limit.WaitAsync(request.AbsolutePath, cancellationToken);
                var (body, failure) = await TryAsync(request, cancellationToken);
                if (body is not null)
                {
                    return body;
                }

                if (!failure!.IsPassing || attempt == MaxAttempts)
                {
                    throw failure.Exception;
                }

                await PauseAsync(failure, attempt, cancellationToken);
            }
        }
        finally
        {
            _running.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _running.Dispose();
    }

    private async Task<(Stream? Body, Failure? Failure)> TryAsync(Uri request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, request);
        _signer.Sign(message);
        if (_endpoint is not null)
        {
            message.Headers.Host = request.Authority;
            message.RequestUri = new Uri(_endpoint, request.PathAndQuery);
        }

        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(message, cancellationToken);
        }
        catch (HttpRequestException broken)
        {
            // An answer over the limit would be over it again.
            var isPassing = broken.HttpRequestError != HttpRequestError.ConfigurationLimitExceeded;
            return (null, new Failure(new IOException($"GET {request.AbsolutePath}: {request.Host}: {broken.Message}", broken), isPassing));
        }

        _limit.Note(response);
        if (response.IsSuccessStatusCode)
        {
            // The whole body is in memory by now; the stream keeps it alive.
            return (await response.Content.ReadAsStreamAsync(cancellationToken), null);
        }

        using (response)
        {
            var isPassing = response.StatusCode == HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500;
            var reason = await ReasonAsync(response, cancellationToken);
            return (null, new Failure(new IOException($"GET {request.AbsolutePath}: {reason}"), isPassing));
        }
    }

    private async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = string.Create(CultureInfo.InvariantCulture, $"{(int)response.StatusCode} {response.StatusCode}");
        var said = SaidBy(await response.Content.ReadAsStringAsync(cancellationToken));
        var reason = said is null ? status : $"{status} ({said})";
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => $"{reason}. {_signer.Remedy}",
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => $"{reason}: redirects are not followed.",
            _ => reason + ".",
        };
    }

    // { "id": "unauthorized", "message": "Unable to authenticate you" }
    private static string? SaidBy(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("message", out var message)
                && message.ValueKind == JsonValueKind.String)
            {
                var text = string.Concat(message.GetString()!.Where(static c => !char.IsControl(c)));
                return text.Length == 0 ? null : text.Length <= MaxReason ? text : text[..MaxReason] + "…";
            }
        }
        catch (JsonException)
        {
            // A page of some proxy on the way: the status says enough.
        }

        return null;
    }

    // 1 s, 2 s, 4 s, each up to half more, so that several accounts do not come back at one moment.
    private Task PauseAsync(Failure failure, int attempt, CancellationToken cancellationToken)
    {
        var pause = s_firstPause * (1 << (attempt - 1)) * (1 + (Random.Shared.NextDouble() / 2));
        return Task.Delay(pause, _time, cancellationToken);
    }

    private sealed record Failure(IOException Exception, bool IsPassing);
}
