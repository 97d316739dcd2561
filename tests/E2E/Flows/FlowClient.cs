using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Observability.E2E.Flows;

/// <summary>Speaks HTTP with a resource as a case says: address, host, credentials and headers.</summary>
internal sealed class FlowClient : IDisposable
{
    private readonly HttpClient _client;
    private readonly string? _host;

    private FlowClient(HttpClient client, string? host) => (_client, _host) = (client, host);

    /// <summary>One for a request of a case.</summary>
    public static async Task<FlowClient> CreateAsync(IFlowStack stack, FlowRequest request, Func<string, string> fill, CancellationToken cancellationToken)
    {
        var (endpoint, host) = request.Host is { } name ? stack.FindRoute(name)!.Value : (request.Endpoint, null);

        var address = await stack.FindAddressAsync(request.Resource, endpoint, cancellationToken);
        var handler = new SocketsHttpHandler { ConnectCallback = ConnectAsync };

        // A forwarded port leads to a server whose certificate is for another name; it is reached by the cluster's own credentials.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, problems) => problems == SslPolicyErrors.None || address.IsLoopback;
        var client = new HttpClient(handler) { BaseAddress = address };
        if (request.Secret is { } secret)
        {
            var value = await stack.ReadParameterAsync(secret, cancellationToken);
            client.DefaultRequestHeaders.Authorization = request.User is { } user
                ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{value}")))
                : new AuthenticationHeaderValue(request.Scheme ?? "Bearer", value);
        }

        foreach (var (header, value) in request.Headers)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation(header, fill(value));
        }

        return new FlowClient(client, host);
    }

    /// <summary>Sends a GET, or a POST where there is a body.</summary>
    public async Task<(int Status, string Text)> SendAsync(string path, string? body, string contentType, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, new Uri(path, UriKind.Relative));
        message.Headers.Host = _host;
        message.Content = body is null ? null : new StringContent(body, Encoding.UTF8, contentType);
        using var answer = await _client.SendAsync(message, cancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    // Names below localhost are this machine, as browsers know and not every resolver does.
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var local = context.DnsEndPoint.Host.EndsWith(".localhost", StringComparison.Ordinal);
        var client = new TcpClient();
        await client.ConnectAsync(local ? "127.0.0.1" : context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken);
        return client.GetStream();
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();
}
