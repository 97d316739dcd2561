namespace Observability.StandIns.Gateway.Middlewares;

/// <summary>
/// Sets and removes headers (https://doc.traefik.io/traefik/reference/routing-configuration/http/middlewares/headers/); an
/// empty value removes. Of that page's other options none is supported.
/// </summary>
/// <param name="requestHeaders">Headers that the server gets.</param>
/// <param name="responseHeaders">Headers that the client gets.</param>
internal sealed class CustomHeaders(
    IReadOnlyList<KeyValuePair<string, string>> requestHeaders,
    IReadOnlyList<KeyValuePair<string, string>> responseHeaders) : IGatewayMiddleware
{
    /// <inheritdoc />
    public string? Mistake => null;

    /// <inheritdoc />
    public Task InvokeAsync(GatewayRequest request, GatewayHandler next)
    {
        Apply(requestHeaders, request.Context.Request.Headers);
        if (responseHeaders.Count > 0)
        {
            var response = request.Context.Response;
            response.OnStarting(() =>
            {
                Apply(responseHeaders, response.Headers);
                return Task.CompletedTask;
            });
        }

        return next(request);
    }

    private static void Apply(IReadOnlyList<KeyValuePair<string, string>> changes, IHeaderDictionary headers)
    {
        foreach (var (name, value) in changes)
        {
            if (value.Length == 0)
            {
                headers.Remove(name);
            }
            else
            {
                headers[name] = value;
            }
        }
    }
}
