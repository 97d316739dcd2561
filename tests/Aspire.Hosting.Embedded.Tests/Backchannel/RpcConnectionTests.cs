using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Aspire.Hosting.Embedded.Backchannel;

namespace Aspire.Hosting.Embedded.Tests.Backchannel;

/// <summary>Who may talk to the CLI's channel, and what becomes of whoever talks nonsense.</summary>
[SupportedOSPlatform("linux")]
public sealed class RpcConnectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Listen_WhateverTheMask_IsItsOwnersAlone()
    {
        Requires.Linux();
        var path = _folder.Combine("a.sock");
        var mask = SetMask(0);
        try
        {
            using var socket = RpcConnection.Listen(path);

            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
        finally
        {
            _ = SetMask(mask);
        }
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("Content-Length: 99999999999\r\n\r\n{}")]
    [InlineData("Content-Length: -1\r\n\r\n{}")]
    [InlineData("Content-Length: 2\r\n\r\n]]")]
    [InlineData("Content-Length: 20\r\n\r\n{\"jsonrpc\":\"2.0\"}   ")]
    [InlineData("\0\0\0\0")]
    public async Task Message_ThatIsNone_EndsThatConnectionOnly(string text)
    {
        Requires.Linux();
        var path = _folder.Combine("b.sock");
        using var listener = RpcConnection.Listen(path);
        await SayAsync(listener, path, text, isAll: true);

        var answer = await SayAsync(listener, path, Call("""{"jsonrpc":"2.0","id":1,"method":"Greet","params":[]}"""));

        Assert.Contains("hello", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ToString")]
    [InlineData("GetType")]
    [InlineData("greet")]
    [InlineData("Secret")]
    public async Task Method_ThatIsNotOffered_IsNotFound(string method)
    {
        Requires.Linux();
        var path = _folder.Combine("c.sock");
        using var listener = RpcConnection.Listen(path);

        var answer = await SayAsync(listener, path, Call($$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":[]}"""));

        Assert.Contains("-32601", answer, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string Call(string json) => $"Content-Length: {json.Length}\r\n\r\n{json}";

    private static async Task<string> SayAsync(Socket listener, string path, string text, bool isAll = false)
    {
        var token = TestContext.Current.CancellationToken;
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(new UnixDomainSocketEndPoint(path), token);
        using var rpc = RpcConnection.Answer(await listener.AcceptAsync(token), new Greeter());
        await client.SendAsync(Encoding.UTF8.GetBytes(text), token);
        if (isAll)
        {
            client.Shutdown(SocketShutdown.Send);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(token);
        patience.CancelAfter(Deadline.InProcess.Time);
        var buffer = new byte[4096];
        var answer = new StringBuilder();
        for (var count = -1; count != 0 && !answer.ToString().Contains('}', StringComparison.Ordinal);)
        {
            count = await client.ReceiveAsync(buffer, patience.Token);
            answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
        }

        return answer.ToString();
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetMask(uint mask);

    [SuppressMessage("Performance", "CA1822", Justification = "StreamJsonRpc calls methods of an object.")]
    private sealed class Greeter
    {
        public string Greet() => "hello";

        private string Secret() => "canary";
    }
}
