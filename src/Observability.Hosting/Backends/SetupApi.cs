using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;

namespace Observability.Hosting.Backends;

/// <summary>
/// The HTTP API of a server as its set-up calls it once the server is ready. A server that is healthy may still need a moment
/// until each part of it answers: what cannot be connected to or says 429, 502, 503 or 504 is asked again for a while.
/// Failures name the resource, the request, the status and the server's message, and never hold a secret.
/// </summary>
/// <param name="resource">Name of the server's resource.</param>
/// <param name="http">Client whose base address is the server's.</param>
/// <param name="authorization">Identifies the caller, or null.</param>
/// <param name="secrets">Texts that no message may contain.</param>
/// <param name="patience">How long a request is repeated.</param>
internal sealed class SetupApi(
    string resource,
    HttpClient http,
    AuthenticationHeaderValue? authorization,
    IReadOnlyList<string> secrets,
    TimeSpan? patience = null)
{
    private const int LongestMessage = 300;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Sends a request and returns the answer, whatever its status.</summary>
    /// <exception cref="DistributedApplicationException">The server cannot be reached.</exception>
    public async Task<SetupAnswer> SendAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var isLast = TimeProvider.System.GetElapsedTime(started) >= (patience ?? s_patience);
            try
            {
                using var response = await SendOnceAsync(method, path, body, cancellationToken).ConfigureAwait(false);
                if (isLast || !IsPassing(response.StatusCode))
                {
                    var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
                    return CreateAnswer(method, path, response, text);
                }
            }
            catch (Exception error) when (IsNoAnswer(error, cancellationToken))
            {
                if (isLast)
                {
                    throw new DistributedApplicationException(Hide($"Resource '{resource}': {method} {path} got no answer: {error.Message}"));
                }
            }

            await Task.Delay(s_pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a request that must succeed and returns the body of the answer.</summary>
    /// <exception cref="DistributedApplicationException">It did not succeed, or the server cannot be reached.</exception>
    public async Task<JsonNode?> RequireAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(method, path, body, cancellationToken).ConfigureAwait(false);
        return (int)answer.Status is >= 200 and < 300 ? answer.Body : throw new DistributedApplicationException(answer.Failure);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpMethod method, string path, JsonNode? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = authorization;
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        return await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private SetupAnswer CreateAnswer(HttpMethod method, string path, HttpResponseMessage response, string text)
    {
        JsonNode? json = null;
        try
        {
            json = JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // Proxies and crashed servers answer with a page; it is quoted as it is.
        }

        // Hidden before it is cut: half a secret is one that Hide does not know.
        var said = Hide(ReadMessage(json) ?? text.Trim());
        said = said.Length > LongestMessage ? said[..LongestMessage] + "…" : said;
        var failure = string.Create(
            CultureInfo.InvariantCulture, $"Resource '{resource}': {method} {path} answered {(int)response.StatusCode}{(said.Length > 0 ? ": " : ".")}{said}");
        return new SetupAnswer(response.StatusCode, json, failure);
    }

    /// <summary>
    /// Reads a server's own words, which come as one of
    /// <code>
    /// {"code":"unprocessable entity","message":"onboarding has already been completed"}
    /// {"error":{"type":"illegal_argument_exception","reason":"unknown setting [x]"},"status":400}
    /// </code>
    /// </summary>
    private static string? ReadMessage(JsonNode? json)
    {
        if (json is not JsonObject body)
        {
            return null;
        }

        var said = body["message"] ?? (body["error"] is JsonObject error ? error["reason"] : body["error"]);
        return said is JsonValue value && value.TryGetValue(out string? text) ? text : null;
    }

    private string Hide(string text) =>
        secrets.Where(secret => secret.Length > 0).Aggregate(text, (current, secret) => current.Replace(secret, "***", StringComparison.Ordinal));

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static bool IsNoAnswer(Exception error, CancellationToken cancellationToken) =>
        error is HttpRequestException || (error is TaskCanceledException && !cancellationToken.IsCancellationRequested);
}
