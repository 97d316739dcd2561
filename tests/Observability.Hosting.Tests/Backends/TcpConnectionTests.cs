using System.Net;
using System.Net.Sockets;
using Observability.Hosting.Backends;

namespace Observability.Hosting.Tests.Backends;

public class TcpConnectionTests
{
    [Fact]
    public async Task Find_ServerThatWaitsForItsClient_IsReady() => Assert.Null(await FindAsync(socket => Task.CompletedTask, closes: false));

    [Fact]
    public async Task Find_ServerThatSpeaksFirst_IsReady() =>
        Assert.Null(await FindAsync(async socket => await socket.SendAsync("220 hello"u8.ToArray()), closes: true));

    [Fact]
    public async Task Find_ProxyWithNobodyBehind_IsNotReady() =>
        Assert.Equal("closed at once: nobody listens behind the proxy", await FindAsync(socket => Task.CompletedTask, closes: true));

    [Fact]
    public async Task Find_NobodyListens_SaysSo() => Assert.Equal(
        nameof(SocketError.ConnectionRefused),
        await TcpConnection.FindProblemAsync("127.0.0.1", FreePort.Take(), isProxied: true, TestContext.Current.CancellationToken));

    private static async Task<string?> FindAsync(Func<Socket, Task> serve, bool closes)
    {
        using var listener = FreePort.Occupy(out var port);
        var asked = TcpConnection.FindProblemAsync(IPAddress.Loopback.ToString(), port, isProxied: true, TestContext.Current.CancellationToken);
        using var accepted = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken);
        await serve(accepted);
        if (closes)
        {
            accepted.Close();
        }

        return await asked;
    }
}
