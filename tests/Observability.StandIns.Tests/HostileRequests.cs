using System.Net.Sockets;
using System.Text;

namespace Observability.StandIns.Tests;

/// <summary>Requests that nobody sends who means well, byte for byte as they go over the wire.</summary>
internal static class HostileRequests
{
    private static readonly string[] s_requests =
    [
        "GET /../../../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        "GET /metrics?a=%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\nHost: x\r\nX: a%0d%0aSet-Cookie: a=b\r\nConnection: close\r\n\r\n",
        "GET http://elsewhere.example/ HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\nx",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\nConnection: close\r\n\r\nzz\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nX: " + new string('a', 100_000) + "\r\n\r\n",
        "\0\0\0\0",
        "GET / HTTP/9.9\r\n\r\n",
    ];

    /// <summary>Sends each on a connection of its own; no answer has a file's content or a header that the request has made up.</summary>
    public static async Task SendAsync(int port)
    {
        foreach (var request in s_requests)
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, TestContext.Current.CancellationToken);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
            client.Client.Shutdown(SocketShutdown.Send);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var answer = await ReadAsync(reader);
            Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("Set-Cookie", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("Location:", answer, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
        }
    }

    // A server may also hang up.
    private static async Task<string> ReadAsync(StreamReader reader)
    {
        try
        {
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }
}
