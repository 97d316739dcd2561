using System.Net.Sockets;
using System.Text;

namespace Observability.StandIns.Tests.Gateway;

/// <summary>
/// What a client sends as one request must not become two behind the gateway: server and gateway would disagree where one ends, and
/// somebody else would get the answer to the second.
/// </summary>
public abstract partial class GatewayContract<TBackend>
{
    private const string Smuggled = "GET /smuggled HTTP/1.1\r\nHost: one.localhost\r\n\r\n";

    [Theory]
    [InlineData("Content-Length: 57\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + Smuggled)]
    [InlineData("Content-Length: 0\r\nContent-Length: 52\r\n", Smuggled)]
    [InlineData("Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n", "0\r\n\r\n" + Smuggled)]
    [InlineData("Transfer-Encoding: xchunked\r\n", "0\r\n\r\n" + Smuggled)]
    [InlineData("Transfer-Encoding:\vchunked\r\n", "0\r\n\r\n" + Smuggled)]
    [InlineData("Transfer-Encoding : chunked\r\nContent-Length: 0\r\n", "0\r\n\r\n" + Smuggled)]
    [InlineData("X: y\rTransfer-Encoding: chunked\r\n", "0\r\n\r\n" + Smuggled)]
    [InlineData("Transfer-Encoding: chunked\r\n", "1;a\nX\r\n0\r\n\r\n" + Smuggled)]
    public async Task Request_OfTwoLengths_ReachesNoServerAsTwo(string headers, string body)
    {
        var gateway = await fixture.GatewayAsync();

        var answers = await SayAsync(gateway.WebPort, $"POST /outer HTTP/1.1\r\nHost: one.localhost\r\n{headers}\r\n{body}");

        // The server tells each request line that it gets.
        Assert.DoesNotContain("GET /smuggled", answers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET http://two.localhost/ HTTP/1.1\r\nHost: one.localhost\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: one.localhost\r\nHost: two.localhost\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: one.localhost\r\nX-A: b\r\n folded\r\n\r\n")]
    public async Task Request_OfTwoMeanings_IsRefused(string request)
    {
        var gateway = await fixture.GatewayAsync();

        // A reset, on what it has not read, may overtake the answer.
        var answer = await SayAsync(gateway.WebPort, request);
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 400 ", StringComparison.Ordinal), answer);
    }

    private static async Task<string> SayAsync(int port, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        client.Client.Shutdown(SocketShutdown.Send);
        using var text = new MemoryStream();
        try
        {
            await stream.CopyToAsync(text, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // Reset: refused.
        }

        return Encoding.Latin1.GetString(text.ToArray());
    }
}
